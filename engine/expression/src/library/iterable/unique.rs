//! `Iterable.unique`

use crate::call::mismatch;
use crate::collection::walk;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Iterable",
    name: "unique",
    parameters: "mutate: Boolean?, closure: Closure?",
    result: "List",
    doc: "Without the members that equal an earlier one; changes the list itself.",
    examples: &[("[1, 2, 1].unique()", "[1, 2]")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 0, 2)?;
    let items = walk(run, this)?;
    let (mutate, closure) = match args.all() {
        [] => (true, None),
        [Value::Boolean(mutate)] => (*mutate, None),
        [closure] => (true, Some(closure)),
        [Value::Boolean(mutate), closure] => (*mutate, Some(closure)),
        _ => return mismatch(),
    };
    let kept = crate::library::distinct(run, items, closure)?;
    match this {
        Value::Range(_) if mutate => crate::library::unchangeable(this),
        Value::List(list) if mutate && !list.kind().is_array() => {
            run.change(list, |stored| *stored = kept)?;
            Ok(this.clone())
        }
        _ => run.list(kept),
    }
}
