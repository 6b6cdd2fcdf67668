//! `Map.collect`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function, apply_entry};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Map",
    name: "collect",
    parameters: "closure: Closure",
    result: "List",
    doc: "What the closure gives for each entry.",
    examples: &[("[a: 1].collect{ k, v -> k + v }", "[a1]")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let Value::Map(map) = this else {
        return mismatch();
    };
    let entries = run.entries(map)?;
    let closure = args.closure(0)?;
    let mut results = Vec::with_capacity(entries.len());
    for (key, value) in entries {
        results.push(apply_entry(run, closure, map, key, value)?);
    }
    run.list(results)
}
