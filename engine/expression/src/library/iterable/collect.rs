//! `Iterable.collect`

use crate::call::{invoke, mismatch};
use crate::collection::walk;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Iterable",
    name: "collect",
    parameters: "into: Collection?, closure: Closure?",
    result: "List",
    doc: "What the closure gives for each member.",
    examples: &[("[1, 2].collect{ it * 2 }", "[2, 4]")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 0, 2)?;
    let items = walk(run, this)?;
    let (closure, into) = match args.all() {
        [] => return run.list(items),
        [closure] => (closure, None),
        [into, closure] => (closure, Some(into)),
        _ => return mismatch(),
    };
    if !matches!(closure, Value::Closure(_)) {
        return mismatch();
    }
    let mut results = Vec::with_capacity(items.len());
    for item in items {
        results.push(invoke(run, closure, &[item])?);
    }
    match into {
        Some(into) => {
            crate::call::named(run, into, "addAll", &[run.list(results)?])?;
            Ok(into.clone())
        }
        None => run.list(results),
    }
}
