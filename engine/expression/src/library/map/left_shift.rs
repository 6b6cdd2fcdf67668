//! `Map.leftShift`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Map",
    name: "leftShift",
    parameters: "other: Object",
    result: "Map",
    doc: "Puts an entry or all entries of a map.",
    examples: &[("[a: 1].leftShift([b: 2])", "[a:1, b:2]")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    crate::operator::shift_left(run, this, args.value(0))
}
