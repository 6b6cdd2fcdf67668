//! `Calendar.setTime`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Calendar",
    name: "setTime",
    parameters: "date: Date",
    result: "null",
    doc: "Moves the calendar to a date.",
    examples: &[(
        "def c = Calendar.instance; c.setTime(new Date(0L)); c.get(Calendar.YEAR)",
        "1970",
    )],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let Value::Date(at) = args.value(0) else {
        return mismatch();
    };
    crate::library::move_calendar(this, *at)?;
    Ok(Value::Null)
}
