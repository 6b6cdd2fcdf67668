//! `Map.collectEntries`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function, apply_entry};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Map",
    name: "collectEntries",
    parameters: "closure: Closure?",
    result: "Map",
    doc: "A map of the entries that the closure gives.",
    examples: &[("[a: 1].collectEntries{ k, v -> [(v): k] }", "[1:a]")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 0, 1)?;
    let Value::Map(map) = this else {
        return mismatch();
    };
    let entries = run.entries(map)?;
    if args.len() == 0 {
        return run.map(entries);
    }
    let closure = args.closure(0)?;
    let mut made = Vec::new();
    for (key, value) in entries {
        let result = apply_entry(run, closure, map, key, value)?;
        crate::library::add_entry(run, &mut made, &result)?;
    }
    run.map(made)
}
