//! `Map.each`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function, apply_entry};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Map",
    name: "each",
    parameters: "closure: Closure",
    result: "Map",
    doc: "Calls the closure with each entry, or with its key and value.",
    examples: &[("def s = ''; [a: 1].each{ k, v -> s += k + v }; s", "a1")],
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
        apply_entry(run, closure, map, key, value)?;
    }
    Ok(this.clone())
}
