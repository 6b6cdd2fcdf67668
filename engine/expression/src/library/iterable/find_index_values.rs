//! `Iterable.findIndexValues`

use crate::call::invoke;
use crate::collection::walk;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::operator::truth;
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Iterable",
    name: "findIndexValues",
    parameters: "closure: Closure",
    result: "List",
    doc: "The positions of the members that the closure accepts.",
    examples: &[("[1, 2, 1].findIndexValues{ it == 1 }", "[0, 2]")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let items = walk(run, this)?;
    args.closure(0)?;
    let mut found = Vec::new();
    for (index, item) in items.into_iter().enumerate() {
        let accepted = invoke(run, args.value(0), &[item])?;
        if truth(run, &accepted) {
            found.push(Value::Long(index as i64));
        }
    }
    run.list(found)
}
