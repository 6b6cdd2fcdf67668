//! `ZonedDateTime.toInstant`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "ZonedDateTime",
    name: "toInstant",
    parameters: "",
    result: "Instant",
    doc: "Its instant.",
    examples: &[(
        "java.time.ZonedDateTime.parse('2024-01-31T10:20:30Z').toInstant()",
        "2024-01-31T10:20:30Z",
    )],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    crate::temporal::Temporal::of(this)?
        .instant()
        .map_or_else(mismatch, |at| Ok(Value::object(Object::Instant(at))))
}
