//! `Iterable.intersect`

use crate::collection::walk;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::operator::equal;
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Iterable",
    name: "intersect",
    parameters: "other: Collection",
    result: "List",
    doc: "The members that both have.",
    examples: &[("[1, 2].intersect([2, 3])", "[2]")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let items = walk(run, this)?;
    let others = walk(run, args.value(0))?;
    let mut kept = Vec::new();
    for item in items {
        run.charge(others.len())?;
        for other in &others {
            if equal(run, &item, other)? {
                kept.push(item);
                break;
            }
        }
    }
    crate::library::like(run, this, kept)
}
