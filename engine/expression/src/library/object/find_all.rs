//! `Object.findAll`

use crate::call::invoke;
use crate::collection::walk;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::operator::truth;
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Object",
    name: "findAll",
    parameters: "closure: Closure",
    result: "List",
    doc: "The members that the closure accepts.",
    examples: &[("'a1'.findAll{ it != 'a' }", "[1]")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let mut results = Vec::new();
    for item in walk(run, this)? {
        let accepted = invoke(run, args.value(0), std::slice::from_ref(&item))?;
        if truth(run, &accepted) {
            results.push(item);
        }
    }
    run.list(results)
}
