//! `Map.intersect`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::operator::equal;
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Map",
    name: "intersect",
    parameters: "other: Map",
    result: "Map",
    doc: "The entries that both have.",
    examples: &[("[a: 1, b: 2].intersect([a: 1])", "[a:1]")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let Value::Map(map) = this else {
        return mismatch();
    };
    let entries = run.entries(map)?;
    let other = args.map(0)?;
    let mut kept = Vec::new();
    for (key, value) in entries {
        if let Some(found) = run.lookup_key(other, &key)
            && equal(run, &value, &found)?
        {
            kept.push((key, value));
        }
    }
    run.map(kept)
}
