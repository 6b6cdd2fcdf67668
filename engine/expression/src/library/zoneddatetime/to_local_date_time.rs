//! `ZonedDateTime.toLocalDateTime`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "ZonedDateTime",
    name: "toLocalDateTime",
    parameters: "",
    result: "LocalDateTime",
    doc: "Its day and time.",
    examples: &[(
        "java.time.ZonedDateTime.parse('2024-01-31T10:20:30Z').toLocalDateTime()",
        "2024-01-31T10:20:30",
    )],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    crate::temporal::Temporal::of(this)?
        .local()
        .map_or_else(mismatch, |at| Ok(Value::object(Object::LocalDateTime(at))))
}
