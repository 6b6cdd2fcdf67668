//! `Iterable.findIndexOf`

use crate::call::invoke;
use crate::collection::walk;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::operator::truth;
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Iterable",
    name: "findIndexOf",
    parameters: "start: Integer?, closure: Closure",
    result: "Integer",
    doc: "The position of the first member that the closure accepts, or -1.",
    examples: &[
        ("[1, 2].findIndexOf{ it == 2 }", "1"),
        ("[2, 1, 2].findIndexOf(1){ it == 2 }", "2"),
    ],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 2)?;
    let last = args.len() - 1;
    args.closure(last)?;
    let start = if last == 1 { args.int(0)? } else { 0 };
    for (index, item) in walk(run, this)?.into_iter().enumerate() {
        if (index as i32) < start {
            continue;
        }
        let accepted = invoke(run, args.value(last), &[item])?;
        if truth(run, &accepted) {
            return Ok(Value::Integer(index as i32));
        }
    }
    Ok(Value::Integer(-1))
}
