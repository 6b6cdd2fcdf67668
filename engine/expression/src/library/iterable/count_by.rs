//! `Iterable.countBy`

use crate::call::invoke;
use crate::collection::walk;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Key, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Iterable",
    name: "countBy",
    parameters: "closure: Closure",
    result: "Map",
    doc: "How many members the closure gives each value for.",
    examples: &[("[1, 2, 3].countBy{ it % 2 }", "[1:2, 0:1]")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let items = walk(run, this)?;
    args.closure(0)?;
    let mut counts: indexmap::IndexMap<Key, i32> = indexmap::IndexMap::new();
    for item in items {
        let key = Key::new(invoke(run, args.value(0), &[item])?);
        *counts.entry(key).or_default() += 1;
    }
    run.map(
        counts
            .into_iter()
            .map(|(key, count)| (key, Value::Integer(count)))
            .collect(),
    )
}
