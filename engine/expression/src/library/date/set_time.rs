//! `Date.setTime`

use crate::error::{Kind, Outcome, fail};
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Date",
    name: "setTime",
    parameters: "millis: Long",
    result: "null",
    doc: "Dates are values here, so they cannot be changed.",
    examples: &[],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 1, 1)?;
    fail(Kind::Unsupported, "changing a date is not supported")
}
