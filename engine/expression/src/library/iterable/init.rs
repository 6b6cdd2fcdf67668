//! `Iterable.init`

use crate::collection::walk;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Iterable",
    name: "init",
    parameters: "",
    result: "List",
    doc: "All but the last member.",
    examples: &[("[1, 2, 3].init()", "[1, 2]")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let items = walk(run, this)?;
    match items.split_last() {
        Some((_, rest)) => crate::library::like(run, this, rest.to_vec()),
        None => crate::library::nothing_there(
            "an empty list has no init",
            "Cannot access init() for an empty Iterable",
            "java.lang.UnsupportedOperationException",
        ),
    }
}
