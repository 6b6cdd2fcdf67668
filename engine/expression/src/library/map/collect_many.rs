//! `Map.collectMany`

use crate::call::mismatch;
use crate::collection::walk;
use crate::error::Outcome;
use crate::library::{Arguments, Function, apply_entry};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Map",
    name: "collectMany",
    parameters: "closure: Closure",
    result: "List",
    doc: "What the closure gives for each entry, joined into one list.",
    examples: &[("[a: 1].collectMany{ k, v -> [k, v] }", "[a, 1]")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let Value::Map(map) = this else {
        return mismatch();
    };
    let entries = run.entries(map)?;
    let closure = args.closure(0)?;
    let mut results = Vec::new();
    for (key, value) in entries {
        results.extend(walk(run, &apply_entry(run, closure, map, key, value)?)?);
    }
    run.list(results)
}
