//! `LocalDate.plusDays`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "LocalDate",
    name: "plusDays",
    parameters: "days: Long",
    result: "LocalDate",
    doc: "So many days later.",
    examples: &[(
        "java.time.LocalDate.of(2024, 1, 31).plusDays(1).toString()",
        "2024-02-01",
    )],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    crate::library::move_day(this, args, |amount| jiff::Span::new().try_days(amount).ok())
}
