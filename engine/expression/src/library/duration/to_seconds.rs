//! `Duration.toSeconds`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Duration",
    name: "toSeconds",
    parameters: "",
    result: "Long",
    doc: "Its length in the unit of the name, rounded down.",
    examples: &[("java.time.Duration.ofDays(1).toSeconds()", "86400")],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    match this {
        Value::Object(object) => match &**object {
            Object::Duration(duration) => {
                let seconds = duration.as_secs() - i64::from(duration.subsec_nanos() < 0);
                Ok(Value::Long(seconds))
            }
            _ => mismatch(),
        },
        _ => mismatch(),
    }
}
