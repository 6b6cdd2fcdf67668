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
    parameters: "closures: Closure...",
    result: "Map",
    doc: "The members grouped by what the closure gives for them, each group by the next one.",
    examples: &[
        ("[1, 2, 3].groupBy{ it % 2 }", "[1:[1, 3], 0:[2]]"),
        (
            "[1, 2, 3].groupBy({ it % 2 }, { it > 1 })",
            "[1:[false:[1], true:[3]], 0:[true:[2]]]",
        ),
    ],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, usize::MAX)?;
    args.closure(0)?;
    let mut groups: indexmap::IndexMap<Key, Vec<Value>> = indexmap::IndexMap::new();
    for item in walk(run, this)? {
        let key = Key::new(invoke(run, args.value(0), std::slice::from_ref(&item))?);
        groups.entry(key).or_default().push(item);
    }
    let rest = args.all().get(1..).unwrap_or_default();
    let mut entries = Vec::with_capacity(groups.len());
    for (key, group) in groups {
        let group = run.list(group)?;
        let group = if rest.is_empty() {
            group
        } else {
            run.deeper(|| crate::call::named(run, &group, "groupBy", rest))?
        };
        entries.push((key, group));
    }
    run.map(entries)
}
