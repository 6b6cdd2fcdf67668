//! `Object.asBoolean`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::operator::truth;
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Object",
    name: "asBoolean",
    parameters: "",
    result: "Boolean",
    doc: "Groovy's truth of the value.",
    examples: &[("'a'.asBoolean()", "true")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    Ok(Value::Boolean(truth(run, this)))
}
