//! `Iterable.containsAll`

use crate::collection::walk;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Key, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Iterable",
    name: "containsAll",
    parameters: "values: Collection",
    result: "Boolean",
    doc: "Whether every value is a member.",
    examples: &[("[1, 2].containsAll([1])", "true")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let items = walk(run, this)?;
    let keys: Vec<Key> = items.into_iter().map(Key::new).collect();
    let wanted = walk(run, args.value(0))?;
    run.charge(keys.len().saturating_mul(wanted.len()))?;
    Ok(Value::Boolean(
        wanted
            .into_iter()
            .all(|item| keys.contains(&Key::new(item))),
    ))
}
