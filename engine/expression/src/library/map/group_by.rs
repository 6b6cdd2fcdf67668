//! `Map.groupBy`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function, apply_entry};
use crate::run::Run;
use crate::value::{Key, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Map",
    name: "groupBy",
    parameters: "closures: Closure...",
    result: "Map",
    doc: "Maps of the entries grouped by what the closure gives.",
    examples: &[(
        "[a: 1, b: 2].groupBy{ k, v -> v % 2 }",
        "[1:[a:1], 0:[b:2]]",
    )],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, usize::MAX)?;
    let Value::Map(map) = this else {
        return mismatch();
    };
    let entries = run.entries(map)?;
    let closure = args.closure(0)?;
    let mut groups: indexmap::IndexMap<Key, Vec<(Key, Value)>> = indexmap::IndexMap::new();
    for (key, value) in entries {
        let group = Key::new(apply_entry(run, closure, map, key.clone(), value.clone())?);
        groups.entry(group).or_default().push((key, value));
    }
    let mut made = Vec::with_capacity(groups.len());
    for (key, group) in groups {
        let group = run.map(group)?;
        made.push(match args.all() {
            [_] => (key, group),
            [_, rest @ ..] => (key, run.deeper(|| self::run(run, &group, rest))?),
            [] => return mismatch(),
        });
    }
    run.map(made)
}
