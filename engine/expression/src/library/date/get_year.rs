//! `Date.getYear`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Date",
    name: "getYear",
    parameters: "",
    result: "Integer",
    doc: "The year counted from 1900.",
    examples: &[("new Date(0L).year", "70")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let Value::Date(millis) = this else {
        return mismatch();
    };
    Ok(Value::Integer(
        i32::from(crate::date::zoned(*millis, run.state.context.zone())?.year()) - 1900,
    ))
}
