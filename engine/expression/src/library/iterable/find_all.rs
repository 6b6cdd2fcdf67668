//! `Iterable.findAll`

use crate::call::invoke;
use crate::collection::walk;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::operator::truth;
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Iterable",
    name: "findAll",
    parameters: "closure: Closure?",
    result: "List",
    doc: "The members that the closure accepts.",
    examples: &[("[1, 2, 3].findAll{ it > 1 }", "[2, 3]")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 0, 1)?;
    let items = walk(run, this)?;
    let mut kept = Vec::new();
    for item in items {
        let accepted = if args.len() == 0 {
            item.clone()
        } else {
            invoke(run, args.value(0), std::slice::from_ref(&item))?
        };
        if truth(run, &accepted) {
            kept.push(item);
        }
    }
    crate::library::like(run, this, kept)
}
