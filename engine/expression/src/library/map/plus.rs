//! `Map.plus`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Map",
    name: "plus",
    parameters: "other: Map",
    result: "Map",
    doc: "The entries of both; those of the second win.",
    examples: &[("[a: 1].plus([b: 2])", "[a:1, b:2]")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    crate::operator::add(run, this, args.value(0))
}
