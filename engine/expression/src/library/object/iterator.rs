//! `Object.iterator`

use crate::collection::walk;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Object",
    name: "iterator",
    parameters: "",
    result: "Iterator",
    doc: "An iterator over the members.",
    examples: &[("[1].iterator().next()", "1")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let items = walk(run, this)?;
    Ok(crate::create::iterator(items))
}
