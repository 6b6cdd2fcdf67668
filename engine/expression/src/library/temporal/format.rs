//! `Temporal.format`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Temporal",
    name: "format",
    parameters: "formatter: DateTimeFormatter",
    result: "String",
    doc: "The text by a formatter.",
    examples: &[(
        "java.time.LocalDate.parse('2024-01-31').format(java.time.format.DateTimeFormatter.ofPattern('MM/dd/yyyy'))",
        "01/31/2024",
    )],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let at = crate::temporal::Temporal::of(this)?;
    let Value::Object(object) = args.value(0) else {
        return mismatch();
    };
    match &**object {
        Object::Formatter(_) if matches!(at, crate::temporal::Temporal::Instant(_)) => mismatch(),
        Object::Formatter(pattern) => run.text(crate::temporal::format(&at, pattern)?),
        _ => mismatch(),
    }
}
