//! `static Optional.empty`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Optional",
    name: "empty",
    parameters: "",
    result: "Optional",
    doc: "Nothing.",
    examples: &[("Optional.empty()", "Optional.empty")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    Ok(Value::object(Object::Optional(None)))
}
