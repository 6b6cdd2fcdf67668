//! `Iterable.flatten`

use crate::collection::walk;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Iterable",
    name: "flatten",
    parameters: "",
    result: "List",
    doc: "The members of all nested lists in one list.",
    examples: &[("[1, [2, [3]]].flatten()", "[1, 2, 3]")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let items = walk(run, this)?;
    let mut flat = Vec::new();
    crate::library::flatten(run, &items, &mut flat)?;
    run.list(flat)
}
