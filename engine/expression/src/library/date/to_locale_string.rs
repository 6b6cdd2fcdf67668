//! `Date.toLocaleString`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Date",
    name: "toLocaleString",
    parameters: "",
    result: "String",
    doc: "Date and time in the medium US form.",
    examples: &[("new Date(0L).toLocaleString()", "Jan 1, 1970, 12:00:00 AM")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let Value::Date(millis) = this else {
        return mismatch();
    };
    let zone = run.state.context.zone();
    run.text(crate::date::format(*millis, "MMM d, y, h:mm:ss a", zone)?)
}
