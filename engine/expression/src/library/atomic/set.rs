//! `Atomic.set`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::{Run, lock};
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Atomic",
    name: "set",
    parameters: "value: Long",
    result: "null",
    doc: "Sets the number.",
    examples: &[(
        "def a = new java.util.concurrent.atomic.AtomicInteger(5); a.set(2); a.get()",
        "2",
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
    let new = args.long(0)?;
    *lock(value) = if *long { new } else { i64::from(new as i32) };
    Ok(Value::Null)
}
