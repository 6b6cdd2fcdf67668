//! `Iterable.max`

use crate::collection::walk;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Iterable",
    name: "max",
    parameters: "closure: Closure?",
    result: "Object?",
    doc: "The largest member, by natural order or by what a closure gives.",
    examples: &[("[1, 3, 2].max()", "3")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 0, 1)?;
    let items = walk(run, this)?;
    crate::library::extreme(run, items, args.get(0), std::cmp::Ordering::Greater)
}
