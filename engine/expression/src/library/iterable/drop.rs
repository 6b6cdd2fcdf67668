//! `Iterable.drop`

use crate::collection::walk;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Iterable",
    name: "drop",
    parameters: "count: Integer",
    result: "List",
    doc: "Without the first members.",
    examples: &[("[1, 2, 3].drop(2)", "[3]")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let items = walk(run, this)?;
    let count = usize::try_from(args.int(0)?).unwrap_or(0);
    crate::library::like(run, this, items.into_iter().skip(count).collect())
}
