//! `LocalDate.toEpochDay`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "LocalDate",
    name: "toEpochDay",
    parameters: "",
    result: "Long",
    doc: "Days since 1970.",
    examples: &[(
        "java.time.LocalDate.parse('2024-01-31').toEpochDay()",
        "19753",
    )],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    crate::temporal::Temporal::of(this)?
        .date()
        .map_or_else(mismatch, |date| {
            Ok(Value::Long(i64::from(
                jiff::civil::Date::constant(1970, 1, 1)
                    .until(date)
                    .map_or(0, |span| span.get_days()),
            )))
        })
}
