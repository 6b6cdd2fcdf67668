//! `LocalDate.plusYears`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "LocalDate",
    name: "plusYears",
    parameters: "years: Long",
    result: "LocalDate",
    doc: "So many years later.",
    examples: &[(
        "java.time.LocalDate.of(2024, 2, 29).plusYears(1).toString()",
        "2025-02-28",
    )],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    crate::library::move_day(this, args, |amount| {
        jiff::Span::new().try_years(amount).ok()
    })
}
