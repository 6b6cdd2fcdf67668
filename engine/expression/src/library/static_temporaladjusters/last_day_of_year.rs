//! `static TemporalAdjusters.lastDayOfYear`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::temporal::adjuster;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static TemporalAdjusters",
    name: "lastDayOfYear",
    parameters: "",
    result: "TemporalAdjuster",
    doc: "The last day of the year.",
    examples: &[("java.time.LocalDate.of(2024, 2, 14).with(java.time.temporal.TemporalAdjusters.lastDayOfYear())", "2024-12-31")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    Ok(adjuster("lastDayOfYear", 0))
}
