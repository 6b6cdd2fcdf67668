//! `Temporal.toLocalTime`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Temporal",
    name: "toLocalTime",
    parameters: "",
    result: "LocalTime",
    doc: "Its time of day.",
    examples: &[(
        "java.time.LocalDateTime.parse('2024-01-31T10:20:30').toLocalTime()",
        "10:20:30",
    )],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    match crate::temporal::Temporal::of(this)? {
        crate::temporal::Temporal::Time(_) => mismatch(),
        at => at
            .time()
            .map_or_else(mismatch, |time| Ok(Value::object(Object::LocalTime(time)))),
    }
}
