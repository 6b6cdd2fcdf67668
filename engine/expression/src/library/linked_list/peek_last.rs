//! `LinkedList.peekLast`

use crate::collection::walk;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "LinkedList",
    name: "peekLast",
    parameters: "",
    result: "Object?",
    doc: "The first or last member, null for none.",
    examples: &[("new LinkedList([1, 2]).peekLast()", "2")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    Ok(walk(run, this)?.last().cloned().unwrap_or_default())
}
