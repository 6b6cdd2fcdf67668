//! `Iterable.toUnique`

use crate::collection::walk;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Iterable",
    name: "toUnique",
    parameters: "closure: Closure?",
    result: "List",
    doc: "A copy without the members that equal an earlier one.",
    examples: &[("[1, 2, 1].toUnique()", "[1, 2]")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 0, 1)?;
    let items = walk(run, this)?;
    let kept = crate::library::distinct(run, items, args.get(0))?;
    run.list(kept)
}
