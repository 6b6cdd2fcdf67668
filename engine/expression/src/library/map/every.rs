//! `Map.every`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function, apply_entry};
use crate::operator::truth;
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Map",
    name: "every",
    parameters: "closure: Closure",
    result: "Boolean",
    doc: "Whether the closure accepts every entry.",
    examples: &[("[a: 1].every{ k, v -> v > 0 }", "true")],
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
        let accepted = apply_entry(run, closure, map, key, value)?;
        if !truth(run, &accepted) {
            return Ok(Value::Boolean(false));
        }
    }
    Ok(Value::Boolean(true))
}
