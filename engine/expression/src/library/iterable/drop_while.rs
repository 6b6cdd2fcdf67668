//! `Iterable.dropWhile`

use crate::call::invoke;
use crate::collection::walk;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::operator::truth;
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Iterable",
    name: "dropWhile",
    parameters: "closure: Closure",
    result: "List",
    doc: "The members from the first that the closure refuses.",
    examples: &[("[1, 2, 3].dropWhile{ it < 2 }", "[2, 3]")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let items = walk(run, this)?;
    let mut kept = Vec::new();
    for item in items {
        if kept.is_empty() {
            let accepted = invoke(run, args.value(0), std::slice::from_ref(&item))?;
            if truth(run, &accepted) {
                continue;
            }
        }
        kept.push(item);
    }
    crate::library::like(run, this, kept)
}
