//! `Map.dropWhile`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::operator::truth;
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Map",
    name: "dropWhile",
    parameters: "closure: Closure",
    result: "Map",
    doc: "The entries up to or from the first that the closure refuses.",
    examples: &[("[a: 1, b: 2].dropWhile{ it.value < 2 }", "[b:2]")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let Value::Map(map) = this else {
        return mismatch();
    };
    let closure = args.closure(0)?;
    let entries = run.entries(map)?;
    let mut at = entries.len();
    for (index, (key, value)) in entries.iter().enumerate() {
        let verdict = crate::library::apply_entry(run, closure, map, key.clone(), value.clone())?;
        if !truth(run, &verdict) {
            at = index;
            break;
        }
    }
    crate::library::map_like(run, map, entries.into_iter().skip(at).collect())
}
