//! `Duration.isNegative`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Duration",
    name: "isNegative",
    parameters: "",
    result: "Boolean",
    doc: "Whether it goes backwards.",
    examples: &[("java.time.Duration.ofDays(-1).isNegative()", "true")],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    match this {
        Value::Object(object) => match &**object {
            Object::Duration(duration) => Ok(Value::Boolean(duration.is_negative())),
            _ => mismatch(),
        },
        _ => mismatch(),
    }
}
