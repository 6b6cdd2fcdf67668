//! `Iterable.dropRight`

use crate::collection::walk;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Iterable",
    name: "dropRight",
    parameters: "count: Integer",
    result: "List",
    doc: "Without the last members.",
    examples: &[("[1, 2, 3].dropRight(2)", "[1]")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let items = walk(run, this)?;
    let kept = items
        .len()
        .saturating_sub(usize::try_from(args.int(0)?).unwrap_or(0));
    crate::library::like(run, this, items.into_iter().take(kept).collect())
}
