//! `static DateFormat.getTimeInstance`

use crate::error::Outcome;
use crate::library::{Function, styles, time_style};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static DateFormat",
    name: "getTimeInstance",
    parameters: "style: Integer?, locale: Locale?",
    result: "SimpleDateFormat",
    doc: "A format of times of day.",
    examples: &[("java.text.DateFormat.getTimeInstance().format(new Date(0L))", "12:00:00 AM")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let styles = styles(arguments, 2)?;
    time_style(styles.first().copied())
}
