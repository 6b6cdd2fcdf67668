//! `Iterable.minus`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Iterable",
    name: "minus",
    parameters: "other: Object",
    result: "List",
    doc: "Without the members of another collection, or without a value.",
    examples: &[("[1, 2].minus(1)", "[2]")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    crate::operator::subtract(run, this, args.value(0))
}
