//! `Atomic.getAndAdd`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::{Run, lock};
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Atomic",
    name: "getAndAdd",
    parameters: "amount: Long",
    result: "Number",
    doc: "The number, then so much more.",
    examples: &[(
        "new java.util.concurrent.atomic.AtomicInteger(5).getAndAdd(2)",
        "5",
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
    let shown = old;
    Ok(if *long {
        Value::Long(shown)
    } else {
        Value::Integer(shown as i32)
    })
}
