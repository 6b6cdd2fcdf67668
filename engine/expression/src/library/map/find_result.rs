//! `Map.findResult`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function, apply_entry};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Map",
    name: "findResult",
    parameters: "closure: Closure",
    result: "Object?",
    doc: "The first result of the closure that is not null.",
    examples: &[("[a: 1].findResult{ k, v -> k }", "a")],
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
        let result = apply_entry(run, closure, map, key, value)?;
        if !result.is_null() {
            return Ok(result);
        }
    }
    Ok(Value::Null)
}
