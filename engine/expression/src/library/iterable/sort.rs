//! `Iterable.sort`

use crate::call::mismatch;
use crate::collection::walk;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Iterable",
    name: "sort",
    parameters: "mutate: Boolean?, closure: Closure?",
    result: "List",
    doc: "Sorts a list in place, by natural order or by a closure.",
    examples: &[
        ("[3, 1, 2].sort()", "[1, 2, 3]"),
        ("['bb', 'a'].sort{ it.size() }", "[a, bb]"),
    ],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 0, 2)?;
    let items = walk(run, this)?;
    if matches!(this, Value::List(list) if matches!(list.kind(), crate::value::ListKind::Ints | crate::value::ListKind::Bytes))
    {
        return mismatch();
    }
    let (mutate, closure) = match args.all() {
        [] => (true, None),
        [Value::Boolean(mutate)] => (*mutate, None),
        [closure] => (true, Some(closure)),
        [Value::Boolean(mutate), closure] => (*mutate, Some(closure)),
        _ => return mismatch(),
    };
    // With a comparator it is Java's `List.sort`, which gives nothing.
    let by_java = matches!(closure, Some(Value::Object(_) | Value::Null))
        && matches!(this, Value::List(list) if !list.kind().is_array() && !list.kind().is_set());
    let sorted = crate::library::sorted(run, items, closure)?;
    match this {
        Value::Range(_) if mutate => crate::library::unchangeable(this),
        Value::List(list) if mutate && !list.kind().is_set() && list.as_view().is_none() => {
            run.change(list, |stored| *stored = sorted)?;
            Ok(if by_java { Value::Null } else { this.clone() })
        }
        _ => run.list(sorted),
    }
}
