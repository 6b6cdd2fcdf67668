//! `Iterable.plus`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Iterable",
    name: "plus",
    parameters: "other: Object",
    result: "List",
    doc: "The members and those of another collection, or one more value.",
    examples: &[("[1].plus([2])", "[1, 2]")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    crate::operator::add(run, this, args.value(0))
}
