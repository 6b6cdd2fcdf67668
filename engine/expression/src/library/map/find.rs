//! `Map.find`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function, apply_entry};
use crate::operator::truth;
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Map",
    name: "find",
    parameters: "closure: Closure",
    result: "Entry?",
    doc: "The first entry that the closure accepts.",
    examples: &[("[a: 1, b: 2].find{ k, v -> v > 1 }.key", "b")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let Value::Map(map) = this else {
        return mismatch();
    };
    let entries = run.entries(map)?;
    let closure = args.closure(0)?;
    for (key, value) in entries {
        let accepted = apply_entry(run, closure, map, key.clone(), value.clone())?;
        if truth(run, &accepted) {
            return Ok(crate::collection::entry(Some(map), key, value));
        }
    }
    Ok(Value::Null)
}
