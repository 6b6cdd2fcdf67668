//! `Iterable.tail`

use crate::collection::walk;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Iterable",
    name: "tail",
    parameters: "",
    result: "List",
    doc: "All but the first member.",
    examples: &[("[1, 2, 3].tail()", "[2, 3]")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let items = walk(run, this)?;
    match items.split_first() {
        Some((_, rest)) => crate::library::like(run, this, rest.to_vec()),
        None => crate::library::nothing_there(
            "an empty list has no tail",
            "Cannot access tail() for an empty iterable",
            "java.lang.UnsupportedOperationException",
        ),
    }
}
