//! `Calendar.getTime`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Calendar",
    name: "getTime",
    parameters: "",
    result: "Date",
    doc: "The date.",
    examples: &[("Calendar.instance.time.class.simpleName", "Date")],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    crate::library::calendar_millis(this).map(Value::Date)
}
