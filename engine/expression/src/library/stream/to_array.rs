//! `Stream.toArray`

use crate::error::Outcome;
use crate::library::{Arguments, Function, streamed};
use crate::run::Run;
use crate::value::{ListKind, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Stream",
    name: "toArray",
    parameters: "",
    result: "Object[]",
    doc: "All in an array.",
    examples: &[("[1, 2].stream().toArray().length", "2")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let items = streamed(this)?;
    run.sequence(ListKind::Objects, items.to_vec())
}
