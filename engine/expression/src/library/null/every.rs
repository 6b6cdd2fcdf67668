//! `null.every`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "null",
    name: "every",
    parameters: "closure: Closure?",
    result: "Boolean",
    doc: "Nothing is there that fails.",
    examples: &[("null.every{ it }", "true")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 1)?;
    Ok(Value::Boolean(true))
}
