//! `Object.collect`

use crate::call::invoke;
use crate::collection::walk;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Object",
    name: "collect",
    parameters: "closure: Closure?",
    result: "List",
    doc: "What the closure gives for each member.",
    examples: &[("'ab'.collect{ it + '!' }", "[a!, b!]")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 0, 1)?;
    let mut results = Vec::new();
    for item in walk(run, this)? {
        results.push(if args.len() == 0 {
            item
        } else {
            invoke(run, args.value(0), &[item])?
        });
    }
    run.list(results)
}
