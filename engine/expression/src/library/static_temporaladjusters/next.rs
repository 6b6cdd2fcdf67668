//! `static TemporalAdjusters.next`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::temporal::{adjuster, day_ordinal};
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static TemporalAdjusters",
    name: "next",
    parameters: "day: DayOfWeek",
    result: "TemporalAdjuster",
    doc: "The next such day of the week.",
    examples: &[("java.time.LocalDate.of(2024, 2, 14).with(java.time.temporal.TemporalAdjusters.next(java.time.DayOfWeek.FRIDAY))", "2024-02-16")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    Ok(adjuster("next", day_ordinal(args.value(0))?))
}
