//! `null.any`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "null",
    name: "any",
    parameters: "closure: Closure?",
    result: "Boolean",
    doc: "Nothing is there.",
    examples: &[("null.any{ it }", "false")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 1)?;
    Ok(Value::Boolean(false))
}
