//! `Date.getTimeString`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Date",
    name: "getTimeString",
    parameters: "",
    result: "String",
    doc: "The time in the US form.",
    examples: &[("new Date(0L).timeString", "12:00:00 AM")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let Value::Date(millis) = this else {
        return mismatch();
    };
    run.text(crate::date::format(
        *millis,
        "h:mm:ss a",
        run.state.context.zone(),
    )?)
}
