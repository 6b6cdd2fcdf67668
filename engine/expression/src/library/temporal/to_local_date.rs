//! `Temporal.toLocalDate`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Temporal",
    name: "toLocalDate",
    parameters: "",
    result: "LocalDate",
    doc: "Its day.",
    examples: &[(
        "java.time.LocalDateTime.parse('2024-01-31T10:20:30').toLocalDate()",
        "2024-01-31",
    )],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    match crate::temporal::Temporal::of(this)? {
        crate::temporal::Temporal::Date(_) => mismatch(),
        at => at
            .date()
            .map_or_else(mismatch, |date| Ok(Value::object(Object::LocalDate(date)))),
    }
}
