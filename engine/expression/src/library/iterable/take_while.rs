//! `Iterable.takeWhile`

use crate::call::invoke;
use crate::collection::walk;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::operator::truth;
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Iterable",
    name: "takeWhile",
    parameters: "closure: Closure",
    result: "List",
    doc: "The members before the first that the closure refuses.",
    examples: &[("[1, 2, 3].takeWhile{ it < 3 }", "[1, 2]")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let items = walk(run, this)?;
    let mut taken = Vec::new();
    for item in items {
        let accepted = invoke(run, args.value(0), std::slice::from_ref(&item))?;
        if !truth(run, &accepted) {
            break;
        }
        taken.push(item);
    }
    crate::library::like(run, this, taken)
}
