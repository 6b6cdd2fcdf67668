//! `Map.groupEntriesBy`

use crate::call::mismatch;
use crate::collection::entry;
use crate::error::Outcome;
use crate::library::apply_entry;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Key, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Map",
    name: "groupEntriesBy",
    parameters: "closure: Closure",
    result: "Map",
    doc: "Lists of the entries grouped by what the closure gives.",
    examples: &[("[a: 1, b: 2].groupEntriesBy{ it.value % 2 }", "[1:[a=1], 0:[b=2]]")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let Value::Map(map) = this else {
        return mismatch();
    };
    let closure = args.closure(0)?;
    let mut groups: indexmap::IndexMap<Key, Vec<Value>> = indexmap::IndexMap::new();
    for (key, value) in run.entries(map)? {
        let group = Key::new(apply_entry(run, closure, map, key.clone(), value.clone())?);
        groups.entry(group).or_default().push(entry(Some(map), key, value));
    }
    let mut made = Vec::with_capacity(groups.len());
    for (key, group) in groups {
        made.push((key, run.list(group)?));
    }
    run.map(made)
}
