//! `Boolean.toBoolean`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Boolean",
    name: "toBoolean",
    parameters: "",
    result: "Boolean",
    doc: "The value itself.",
    examples: &[("true.toBoolean()", "true")],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    Ok(this.clone())
}
