//! `Iterable.reverse`

use crate::call::mismatch;
use crate::collection::walk;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Iterable",
    name: "reverse",
    parameters: "mutate: Boolean?",
    result: "List",
    doc: "The members from the last to the first.",
    examples: &[("[1, 2].reverse()", "[2, 1]")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 0, 1)?;
    if args.get(0).is_some_and(|it| it.as_bool().is_none()) {
        return mismatch();
    }
    let items = walk(run, this)?;
    let reversed: Vec<Value> = items.into_iter().rev().collect();
    match (this, args.get(0)) {
        (Value::List(list), Some(Value::Boolean(true))) => {
            run.change(list, |stored| *stored = reversed)?;
            Ok(this.clone())
        }
        _ => crate::library::like(run, this, reversed),
    }
}
