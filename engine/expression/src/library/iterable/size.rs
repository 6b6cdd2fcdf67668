//! `Iterable.size`

use crate::collection::walk;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Iterable",
    name: "size",
    parameters: "",
    result: "Integer",
    doc: "The number of members.",
    examples: &[("[1, 2].size()", "2")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    Ok(Value::Integer(match this {
        Value::List(list) => run.len(list),
        Value::Range(range) => range.len(),
        _ => walk(run, this)?.len(),
    } as i32))
}
