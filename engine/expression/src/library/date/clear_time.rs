//! `Date.clearTime`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Date",
    name: "clearTime",
    parameters: "",
    result: "Date",
    doc: "Midnight of the day.",
    examples: &[("new Date(5L).clearTime().time", "0")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let Value::Date(millis) = this else {
        return mismatch();
    };
    let at = crate::date::zoned(*millis, run.state.context.zone())?;
    match at.start_of_day() {
        Ok(start) => Ok(Value::Date(start.timestamp().as_millisecond())),
        Err(_) => Ok(this.clone()),
    }
}
