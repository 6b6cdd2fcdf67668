//! `Iterable.asImmutable`

use crate::collection::walk;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{ListKind, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Iterable",
    name: "asImmutable",
    parameters: "",
    result: "List",
    doc: "A copy that refuses changes.",
    examples: &[("[1].asImmutable()", "[1]")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let items = walk(run, this)?;
    run.sequence(ListKind::Immutable, items)
}
