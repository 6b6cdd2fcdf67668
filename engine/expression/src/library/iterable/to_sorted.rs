//! `Iterable.toSorted`

use crate::collection::walk;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Iterable",
    name: "toSorted",
    parameters: "closure: Closure?",
    result: "List",
    doc: "A sorted copy.",
    examples: &[("[3, 1].toSorted()", "[1, 3]")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 0, 1)?;
    let items = walk(run, this)?;
    let sorted = crate::library::sorted(run, items, args.get(0))?;
    run.list(sorted)
}
