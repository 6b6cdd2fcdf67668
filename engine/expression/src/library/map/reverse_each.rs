//! `Map.reverseEach`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function, apply_entry};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Map",
    name: "reverseEach",
    parameters: "closure: Closure",
    result: "Map",
    doc: "Calls the closure with each entry from the last to the first.",
    examples: &[(
        "def s = ''; [a: 1, b: 2].reverseEach{ k, v -> s += k }; s",
        "ba",
    )],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let Value::Map(map) = this else {
        return mismatch();
    };
    let entries = run.entries(map)?;
    let closure = args.closure(0)?;
    for (key, value) in entries.into_iter().rev() {
        apply_entry(run, closure, map, key, value)?;
    }
    Ok(this.clone())
}
