//! `Map.findResults`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::apply_entry;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Map",
    name: "findResults",
    parameters: "closure: Closure",
    result: "List",
    doc: "The results of the closure that are not null.",
    examples: &[("[a: 1, b: 2].findResults{ k, v -> v > 1 ? k : null }", "[b]")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let Value::Map(map) = this else {
        return mismatch();
    };
    let closure = args.closure(0)?;
    let mut results = Vec::new();
    for (key, value) in run.entries(map)? {
        let result = apply_entry(run, closure, map, key, value)?;
        if !result.is_null() {
            results.push(result);
        }
    }
    run.list(results)
}
