//! `Iterable.collectNested`

use crate::call::invoke;
use crate::collection::walk;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Iterable",
    name: "collectNested",
    parameters: "closure: Closure",
    result: "List",
    doc: "What the closure gives for each member, at any depth.",
    examples: &[("[1, [2]].collectNested{ it * 2 }", "[2, [4]]")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let items = walk(run, this)?;
    args.closure(0)?;
    let mut results = Vec::new();
    for item in items {
        results.push(match &item {
            Value::List(_) => {
                run.deeper(|| crate::call::named(run, &item, "collectNested", args.all()))?
            }
            _ => invoke(run, args.value(0), &[item])?,
        });
    }
    run.list(results)
}
