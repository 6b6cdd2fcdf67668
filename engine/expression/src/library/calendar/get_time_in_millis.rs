//! `Calendar.getTimeInMillis`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Calendar",
    name: "getTimeInMillis",
    parameters: "",
    result: "Long",
    doc: "Milliseconds since the epoch.",
    examples: &[("Calendar.instance.timeInMillis >= 0", "true")],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    crate::library::calendar_millis(this).map(Value::Long)
}
