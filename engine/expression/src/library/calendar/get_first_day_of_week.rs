//! `Calendar.getFirstDayOfWeek`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Calendar",
    name: "getFirstDayOfWeek",
    parameters: "",
    result: "Integer",
    doc: "The first day of the week: Sunday.",
    examples: &[("Calendar.instance.getFirstDayOfWeek()", "1")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    Ok(Value::Integer(1))
}
