//! `null.each`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "null",
    name: "each",
    parameters: "closure: Closure",
    result: "null",
    doc: "Nothing is walked.",
    examples: &[("null.each{ 1 }", "null")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 1, 1)?;
    Ok(Value::Null)
}
