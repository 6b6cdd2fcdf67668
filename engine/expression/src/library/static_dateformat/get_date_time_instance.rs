//! `static DateFormat.getDateTimeInstance`

use crate::error::Outcome;
use crate::library::{Arguments, Function, date_style, in_english};
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
    let args = Arguments::new(arguments, 0, 3)?;
    let (styles, locale): (Vec<&Value>, Vec<&Value>) = args
        .all()
        .iter()
        .partition(|value| matches!(value, Value::Integer(_)));
    in_english(locale.first().copied())?;
    let medium = Value::Integer(2);
    let time = styles.get(1).copied().unwrap_or(&medium);
    date_style(styles.first().copied(), Some(time))
}
