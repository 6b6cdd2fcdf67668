//! `Map.min`

use crate::collection::walk;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Map",
    name: "min",
    parameters: "closure: Closure",
    result: "Entry?",
    doc: "The entry that the closure gives least for.",
    examples: &[("[a: 1, b: 2].min{ it.value }.key", "a")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let items = walk(run, this)?;
    crate::library::extreme(run, items, args.get(0), std::cmp::Ordering::Less)
}
