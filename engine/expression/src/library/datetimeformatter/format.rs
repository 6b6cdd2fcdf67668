//! `DateTimeFormatter.format`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "DateTimeFormatter",
    name: "format",
    parameters: "value: Temporal",
    result: "String",
    doc: "The text of a date or time.",
    examples: &[(
        "java.time.format.DateTimeFormatter.ISO_LOCAL_DATE.format(java.time.LocalDate.parse('2024-01-31'))",
        "2024-01-31",
    )],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let Value::Object(object) = this else {
        return mismatch();
    };
    match &**object {
        Object::Formatter(pattern) => run.text(crate::temporal::format(
            &crate::temporal::Temporal::of(args.value(0))?,
            pattern,
        )?),
        _ => mismatch(),
    }
}
