//! `Collection.isEmpty`

use crate::collection::walk;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Collection",
    name: "isEmpty",
    parameters: "",
    result: "Boolean",
    doc: "Whether it has no members.",
    examples: &[("[].isEmpty()", "true")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let items = walk(run, this)?;
    Ok(Value::Boolean(items.is_empty()))
}
