//! `Iterable.first`

use crate::collection::walk;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Iterable",
    name: "first",
    parameters: "",
    result: "Object?",
    doc: "The first member.",
    examples: &[("[1, 2].first()", "1")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let items = walk(run, this)?;
    match items.first() {
        Some(item) => Ok(item.clone()),
        None => crate::library::nothing_there(
            "an empty list has no first member",
            "Cannot access first() element from an empty List",
            "java.util.NoSuchElementException",
        ),
    }
}
