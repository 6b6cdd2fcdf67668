//! `Collection.leftShift`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Collection",
    name: "leftShift",
    parameters: "value: Object",
    result: "List",
    doc: "Adds a value at the end and gives the list.",
    examples: &[("[1].leftShift(2)", "[1, 2]")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    crate::operator::shift_left(run, this, args.value(0))
}
