//! `Calendar.format`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Calendar",
    name: "format",
    parameters: "pattern: String",
    result: "String",
    doc: "The date by a pattern.",
    examples: &[("new Date(0L).toCalendar().format('yyyy')", "1970")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    run.text(crate::date::format_zoned(
        &crate::library::calendar_zoned(this)?,
        args.text(0)?,
    )?)
}
