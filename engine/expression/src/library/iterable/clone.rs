//! `Iterable.clone`

use crate::collection::walk;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Iterable",
    name: "clone",
    parameters: "",
    result: "List",
    doc: "A copy.",
    examples: &[("[1].clone()", "[1]")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let items = walk(run, this)?;
    crate::library::like(run, this, items)
}
