//! `Iterable.findLastIndexOf`

use crate::call::invoke;
use crate::collection::walk;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::operator::truth;
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Iterable",
    name: "findLastIndexOf",
    parameters: "closure: Closure",
    result: "Integer",
    doc: "The position of the last member that the closure accepts, or -1.",
    examples: &[("[1, 1].findLastIndexOf{ it == 1 }", "1")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let items = walk(run, this)?;
    args.closure(0)?;
    let mut found = -1;
    for (index, item) in items.into_iter().enumerate() {
        let accepted = invoke(run, args.value(0), &[item])?;
        if truth(run, &accepted) {
            found = index as i32;
        }
    }
    Ok(Value::Integer(found))
}
