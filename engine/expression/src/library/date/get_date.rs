//! `Date.getDate`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Date",
    name: "getDate",
    parameters: "",
    result: "Integer",
    doc: "The day of the month.",
    examples: &[("new Date(0L).date", "1")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let Value::Date(millis) = this else {
        return mismatch();
    };
    crate::date::calendar_field(run, *millis, 5)
}
