//! `Duration.toMillis`

use crate::call::mismatch;
use crate::error::{Kind, Outcome, fail};
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Duration",
    name: "toMillis",
    parameters: "",
    result: "Long",
    doc: "Its length in milliseconds.",
    examples: &[("java.time.Duration.ofDays(1).toMillis()", "86400000")],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    match this {
        Value::Object(object) => match &**object {
            Object::Duration(duration) => i64::try_from(duration.as_millis()).map_or_else(
                |_| fail(Kind::Arithmetic, "the amount is out of range"),
                |millis| Ok(Value::Long(millis)),
            ),
            _ => mismatch(),
        },
        _ => mismatch(),
    }
}
