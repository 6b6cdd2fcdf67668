//! `Iterable.take`

use crate::collection::walk;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Iterable",
    name: "take",
    parameters: "count: Integer",
    result: "List",
    doc: "The first members.",
    examples: &[("[1, 2, 3].take(2)", "[1, 2]")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let items = walk(run, this)?;
    let count = usize::try_from(args.int(0)?).unwrap_or(0);
    crate::library::like(run, this, items.into_iter().take(count).collect())
}
