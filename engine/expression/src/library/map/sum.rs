//! `Map.sum`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function, apply_entry};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Map",
    name: "sum",
    parameters: "closure: Closure",
    result: "Object?",
    doc: "What the closure gives for each entry, added up.",
    examples: &[("[a: 1, b: 2].sum{ it.value }", "3")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let Value::Map(map) = this else {
        return mismatch();
    };
    let entries = run.entries(map)?;
    let closure = args.closure(0)?;
    let mut total: Option<Value> = None;
    for (key, value) in entries {
        let item = apply_entry(run, closure, map, key, value)?;
        total = Some(match total {
            Some(total) => crate::operator::add(run, &total, &item)?,
            None => item,
        });
    }
    Ok(total.unwrap_or_default())
}
