//! `Map.iterator`

use crate::collection::walk;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Map",
    name: "iterator",
    parameters: "",
    result: "Iterator",
    doc: "An iterator over the entries.",
    examples: &[("[a: 1].iterator().next().key", "a")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    Ok(crate::create::iterator(walk(run, this)?))
}
