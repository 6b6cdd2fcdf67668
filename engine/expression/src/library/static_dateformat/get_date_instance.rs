//! `static DateFormat.getDateInstance`

use crate::error::Outcome;
use crate::library::{Function, date_style, styles};
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
    let styles = styles(arguments, 2)?;
    date_style(styles.first().copied(), None)
}
