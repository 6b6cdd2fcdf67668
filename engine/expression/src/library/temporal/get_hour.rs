//! `Temporal.getHour`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Temporal",
    name: "getHour",
    parameters: "",
    result: "Integer",
    doc: "The hour of the day.",
    examples: &[(
        "java.time.LocalDateTime.parse('2024-01-31T10:20:30').getHour()",
        "10",
    )],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    crate::temporal::Temporal::of(this)?
        .time()
        .map_or_else(mismatch, |time| Ok(Value::Integer(i32::from(time.hour()))))
}
