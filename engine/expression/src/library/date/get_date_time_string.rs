//! `Date.getDateTimeString`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Date",
    name: "getDateTimeString",
    parameters: "",
    result: "String",
    doc: "Date and time in the short US form.",
    examples: &[("new Date(0L).dateTimeString", "1/1/70, 12:00:00 AM")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let Value::Date(millis) = this else {
        return mismatch();
    };
    run.text(crate::date::format(
        *millis,
        "M/d/yy, h:mm:ss a",
        run.state.context.zone(),
    )?)
}
