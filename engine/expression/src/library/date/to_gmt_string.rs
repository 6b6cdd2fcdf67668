//! `Date.toGMTString`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Date",
    name: "toGMTString",
    parameters: "",
    result: "String",
    doc: "The date in GMT.",
    examples: &[("new Date(0L).toGMTString()", "1 Jan 1970 00:00:00 GMT")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let Value::Date(millis) = this else {
        return mismatch();
    };
    run.text(crate::date::format(
        *millis,
        "d MMM yyyy HH:mm:ss 'GMT'",
        &jiff::tz::TimeZone::UTC,
    )?)
}
