//! `Iterable.groupBy`

use crate::call::invoke;
use crate::collection::walk;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Key, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Iterable",
    name: "groupBy",
    parameters: "closure: Closure",
    result: "Map",
    doc: "The members grouped by what the closure gives for them.",
    examples: &[("[1, 2, 3].groupBy{ it % 2 }", "[1:[1, 3], 0:[2]]")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let items = walk(run, this)?;
    args.closure(0)?;
    let mut groups: indexmap::IndexMap<Key, Vec<Value>> = indexmap::IndexMap::new();
    for item in items {
        let key = Key::new(invoke(run, args.value(0), std::slice::from_ref(&item))?);
        groups.entry(key).or_default().push(item);
    }
    let mut entries = Vec::with_capacity(groups.len());
    for (key, group) in groups {
        entries.push((key, run.list(group)?));
    }
    run.map(entries)
}
