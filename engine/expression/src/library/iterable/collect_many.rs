//! `Iterable.collectMany`

use crate::call::invoke;
use crate::collection::walk;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Iterable",
    name: "collectMany",
    parameters: "closure: Closure",
    result: "List",
    doc: "What the closure gives for each member, joined into one list.",
    examples: &[("[1, 2].collectMany{ [it, it * 10] }", "[1, 10, 2, 20]")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let items = walk(run, this)?;
    args.closure(0)?;
    let mut results = Vec::new();
    for item in items {
        results.extend(walk(run, &invoke(run, args.value(0), &[item])?)?);
        run.charge(1)?;
    }
    run.list(results)
}
