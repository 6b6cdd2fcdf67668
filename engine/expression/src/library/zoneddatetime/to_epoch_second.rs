//! `ZonedDateTime.toEpochSecond`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "ZonedDateTime",
    name: "toEpochSecond",
    parameters: "",
    result: "Long",
    doc: "Seconds since 1970.",
    examples: &[(
        "java.time.ZonedDateTime.parse('2024-01-31T10:20:30Z').toEpochSecond()",
        "1706696430",
    )],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    crate::temporal::Temporal::of(this)?
        .instant()
        .map_or_else(mismatch, |at| Ok(Value::Long(at.as_second())))
}
