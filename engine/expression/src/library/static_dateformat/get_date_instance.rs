//! `static DateFormat.getDateInstance`

use crate::error::Outcome;
use crate::library::{Arguments, Function, date_style, in_english};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static DateFormat",
    name: "getDateInstance",
    parameters: "style: Integer?, locale: Locale?",
    result: "SimpleDateFormat",
    doc: "A format of days.",
    examples: &[("java.text.DateFormat.getDateInstance().format(new Date(0L))", "Jan 1, 1970")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 0, 2)?;
    let (styles, locale): (Vec<&Value>, Vec<&Value>) = args
        .all()
        .iter()
        .partition(|value| matches!(value, Value::Integer(_)));
    in_english(locale.first().copied())?;
    date_style(styles.first().copied(), None)
}
