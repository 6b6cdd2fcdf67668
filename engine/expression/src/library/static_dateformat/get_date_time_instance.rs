//! `static DateFormat.getDateTimeInstance`

use crate::error::Outcome;
use crate::library::{Function, date_style, styles};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static DateFormat",
    name: "getDateTimeInstance",
    parameters: "date: Integer?, time: Integer?, locale: Locale?",
    result: "SimpleDateFormat",
    doc: "A format of days with times.",
    examples: &[("java.text.DateFormat.getDateTimeInstance().format(new Date(0L))", "Jan 1, 1970, 12:00:00 AM")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let styles = styles(arguments, 3)?;
    let medium = Value::Integer(2);
    let time = styles.get(1).copied().unwrap_or(&medium);
    date_style(styles.first().copied(), Some(time))
}
