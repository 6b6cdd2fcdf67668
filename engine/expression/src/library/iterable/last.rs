//! `Iterable.last`

use crate::collection::walk;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Iterable",
    name: "last",
    parameters: "",
    result: "Object?",
    doc: "The last member.",
    examples: &[("[1, 2].last()", "2")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let items = walk(run, this)?;
    match items.last() {
        Some(item) => Ok(item.clone()),
        None => crate::library::nothing_there(
            "an empty list has no last member",
            "Cannot access last() element from an empty List",
            "java.util.NoSuchElementException",
        ),
    }
}
