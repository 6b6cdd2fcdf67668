//! `static TemporalAdjusters.previousOrSame`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::temporal::{adjuster, day_ordinal};
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static TemporalAdjusters",
    name: "previousOrSame",
    parameters: "day: DayOfWeek",
    result: "TemporalAdjuster",
    doc: "Such a day of the week, today or last.",
    examples: &[("java.time.LocalDate.of(2024, 2, 14).with(java.time.temporal.TemporalAdjusters.previousOrSame(java.time.DayOfWeek.FRIDAY))", "2024-02-09")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    Ok(adjuster("previousOrSame", day_ordinal(args.value(0))?))
}
