//! `Calendar.getDisplayName`

use crate::error::Outcome;
use crate::library::{Arguments, Function, in_english};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Calendar",
    name: "getDisplayName",
    parameters: "field: Integer, style: Integer, locale: Locale",
    result: "String?",
    doc: "The English name of a month, a day or a half of the day.",
    examples: &[("new GregorianCalendar(2024, 0, 31).getDisplayName(Calendar.MONTH, Calendar.LONG, Locale.US)", "January")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 3, 3)?;
    in_english(args.get(2))?;
    let at = crate::library::calendar_zoned(this)?;
    let pattern = match (args.int(0)?, args.int(1)?) {
        (2, 1) => "MMM",
        (2, 2) => "MMMM",
        (7, 1) => "EEE",
        (7, 2) => "EEEE",
        (9, _) => "a",
        (0, _) => "G",
        _ => return Ok(Value::Null),
    };
    run.text(crate::date::format_zoned(&at, pattern)?)
}
