//! `Iterable.toSet`

use crate::collection::walk;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{ListKind, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Iterable",
    name: "toSet",
    parameters: "",
    result: "Set",
    doc: "The distinct members.",
    examples: &[("[1, 1].toSet()", "[1]")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let items = walk(run, this)?;
    crate::collection::set_of(run, ListKind::HashSet, items)
}
