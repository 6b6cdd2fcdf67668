//! `Date.toCalendar`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Date",
    name: "toCalendar",
    parameters: "",
    result: "Calendar",
    doc: "A calendar at the date.",
    examples: &[("new Date(5L).toCalendar().timeInMillis", "5")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let Value::Date(millis) = this else {
        return mismatch();
    };
    Ok(crate::library::calendar_at(run, *millis))
}
