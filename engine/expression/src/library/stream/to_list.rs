//! `Stream.toList`

use crate::error::Outcome;
use crate::library::{Arguments, Function, streamed};
use crate::run::Run;
use crate::value::{ListKind, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Stream",
    name: "toList",
    parameters: "",
    result: "List",
    doc: "All in a list that cannot be changed.",
    examples: &[("[1, 2].stream().toList()", "[1, 2]")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let items = streamed(this)?;
    run.sequence(ListKind::Immutable, items.to_vec())
}
