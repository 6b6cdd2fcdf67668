//! `Iterable.split`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Iterable",
    name: "split",
    parameters: "closure: Closure",
    result: "List",
    doc: "The members that the closure accepts, and those that it refuses.",
    examples: &[("[1, 2, 3].split{ it > 1 }", "[[2, 3], [1]]")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    crate::library::partition(run, this, args.value(0))
}
