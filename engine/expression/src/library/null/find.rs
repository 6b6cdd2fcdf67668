//! `null.find`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "null",
    name: "find",
    parameters: "closure: Closure?",
    result: "null",
    doc: "Nothing is found.",
    examples: &[("null.find{ it }", "null")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 1)?;
    Ok(Value::Null)
}
