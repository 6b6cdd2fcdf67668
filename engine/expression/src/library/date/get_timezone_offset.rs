//! `Date.getTimezoneOffset`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Date",
    name: "getTimezoneOffset",
    parameters: "",
    result: "Integer",
    doc: "Minutes that local time is behind UTC.",
    examples: &[("new Date(0L).timezoneOffset", "0")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let Value::Date(millis) = this else {
        return mismatch();
    };
    Ok(Value::Integer(
        -crate::date::zoned(*millis, run.state.context.zone())?
            .offset()
            .seconds()
            / 60,
    ))
}
