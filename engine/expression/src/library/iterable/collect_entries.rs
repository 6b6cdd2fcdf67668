//! `Iterable.collectEntries`

use crate::call::invoke;
use crate::collection::walk;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Iterable",
    name: "collectEntries",
    parameters: "closure: Closure?",
    result: "Map",
    doc: "A map of the entries, maps or pairs that the closure gives.",
    examples: &[("[1, 2].collectEntries{ [it, it * 2] }", "[1:2, 2:4]")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 0, 1)?;
    let items = walk(run, this)?;
    let mut entries = Vec::new();
    for item in items {
        let made = if args.len() == 0 {
            item
        } else {
            invoke(run, args.value(0), &[item])?
        };
        crate::library::add_entry(run, &mut entries, &made)?;
    }
    run.map(entries)
}
