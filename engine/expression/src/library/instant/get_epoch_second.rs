//! `Instant.getEpochSecond`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Instant",
    name: "getEpochSecond",
    parameters: "",
    result: "Long",
    doc: "Seconds since the epoch.",
    examples: &[("new Date(5000L).toInstant().getEpochSecond()", "5")],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let Value::Object(object) = this else {
        return mismatch();
    };
    let Object::Instant(instant) = &**object else {
        return mismatch();
    };
    Ok(Value::Long(instant.as_second()))
}
