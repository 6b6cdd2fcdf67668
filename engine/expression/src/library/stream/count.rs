//! `Stream.count`

use crate::error::Outcome;
use crate::library::{Arguments, Function, streamed};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Stream",
    name: "count",
    parameters: "",
    result: "Long",
    doc: "How many there are.",
    examples: &[("[1, 2].stream().count()", "2")],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let items = streamed(this)?;
    Ok(Value::Long(items.len() as i64))
}
