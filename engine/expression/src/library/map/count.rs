//! `Map.count`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function, apply_entry};
use crate::operator::truth;
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Map",
    name: "count",
    parameters: "closure: Closure",
    result: "Integer",
    doc: "How many entries the closure accepts.",
    examples: &[("[a: 1].count{ k, v -> v > 0 }", "1")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let Value::Map(map) = this else {
        return mismatch();
    };
    let entries = run.entries(map)?;
    let closure = args.closure(0)?;
    let mut count = 0;
    for (key, value) in entries {
        let accepted = apply_entry(run, closure, map, key, value)?;
        count += i32::from(truth(run, &accepted));
    }
    Ok(Value::Integer(count))
}
