//! `Iterable.find`

use crate::call::invoke;
use crate::collection::walk;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::operator::truth;
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Iterable",
    name: "find",
    parameters: "closure: Closure?",
    result: "Object?",
    doc: "The first member that the closure accepts, else null.",
    examples: &[("[1, 2, 3].find{ it > 1 }", "2")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 0, 1)?;
    let items = walk(run, this)?;
    for item in items {
        let accepted = if args.len() == 0 {
            item.clone()
        } else {
            invoke(run, args.value(0), std::slice::from_ref(&item))?
        };
        if truth(run, &accepted) {
            return Ok(item);
        }
    }
    Ok(Value::Null)
}
