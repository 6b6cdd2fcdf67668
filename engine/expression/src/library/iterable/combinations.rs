//! `Iterable.combinations`

use crate::collection::walk;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Iterable",
    name: "combinations",
    parameters: "closure: Closure?",
    result: "List",
    doc: "Every way to take one member of each list.",
    examples: &[("[[1, 2], [3]].combinations()", "[[1, 3], [2, 3]]")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 0, 1)?;
    let items = walk(run, this)?;
    let mut results: Vec<Vec<Value>> = vec![Vec::new()];
    for item in &items {
        let options = match item {
            Value::List(_) | Value::Range(_) => walk(run, item)?,
            other => vec![other.clone()],
        };
        run.room_for_items(results.len().saturating_mul(options.len()))?;
        results = options
            .iter()
            .flat_map(|option| {
                results
                    .iter()
                    .map(move |start| [start.as_slice(), std::slice::from_ref(option)].concat())
            })
            .collect();
    }
    let mut lists = Vec::with_capacity(results.len());
    for result in results {
        lists.push(run.list(result)?);
    }
    if args.len() == 1 {
        let closure = args.closure(0)?;
        let made = lists
            .iter()
            .map(|one| crate::call::invoke_closure(run, closure, std::slice::from_ref(one)));
        let made: Outcome<Vec<Value>> = made.collect();
        return run.list(made?);
    }
    run.list(lists)
}
