//! `Atomic.addAndGet`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::{Run, lock};
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Atomic",
    name: "addAndGet",
    parameters: "amount: Long",
    result: "Number",
    doc: "So much more, then the number.",
    examples: &[(
        "new java.util.concurrent.atomic.AtomicInteger(5).addAndGet(2)",
        "7",
    )],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let Value::Object(object) = this else {
        return mismatch();
    };
    let Object::Atomic { long, value } = &**object else {
        return mismatch();
    };
    let mut value = lock(value);
    let old = *value;
    let new = old.wrapping_add(args.long(0)?);
    *value = if *long { new } else { i64::from(new as i32) };
    let shown = *value;
    Ok(if *long {
        Value::Long(shown)
    } else {
        Value::Integer(shown as i32)
    })
}
