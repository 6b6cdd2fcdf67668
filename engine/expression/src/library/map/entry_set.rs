//! `Map.entrySet`

use crate::collection::walk;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{ListKind, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Map",
    name: "entrySet",
    parameters: "",
    result: "Set",
    doc: "The entries.",
    examples: &[("[a: 1].entrySet()", "[a=1]")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    run.sequence(ListKind::LinkedSet, walk(run, this)?)
}
