//! `LocalDate.minusDays`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "LocalDate",
    name: "minusDays",
    parameters: "days: Long",
    result: "LocalDate",
    doc: "So many days earlier.",
    examples: &[(
        "java.time.LocalDate.of(2024, 2, 1).minusDays(1).toString()",
        "2024-01-31",
    )],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    crate::library::move_day(this, args, |amount| {
        jiff::Span::new().try_days(amount.checked_neg()?).ok()
    })
}
