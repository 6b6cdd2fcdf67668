//! `Map.countBy`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Key, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Map",
    name: "countBy",
    parameters: "closure: Closure",
    result: "Map",
    doc: "How many entries the closure gives each value for.",
    examples: &[("[a: 1, b: 2, c: 3].countBy{ it.value % 2 }", "[1:2, 0:1]")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let Value::Map(map) = this else {
        return mismatch();
    };
    let closure = args.closure(0)?;
    let mut counts: indexmap::IndexMap<Key, i32> = indexmap::IndexMap::new();
    for (key, value) in run.entries(map)? {
        let made = crate::library::apply_entry(run, closure, map, key, value)?;
        *counts.entry(Key::new(made)).or_insert(0) += 1;
    }
    run.map(
        counts
            .into_iter()
            .map(|(key, count)| (key, Value::Integer(count)))
            .collect(),
    )
}
