//! `Calendar.setTimeInMillis`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Calendar",
    name: "setTimeInMillis",
    parameters: "millis: Long",
    result: "null",
    doc: "Moves the calendar to milliseconds since the epoch.",
    examples: &[("def c = Calendar.instance; c.timeInMillis = 0L; c.get(Calendar.YEAR)", "1970")],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    crate::library::move_calendar(this, args.long(0)?)?;
    Ok(Value::Null)
}
