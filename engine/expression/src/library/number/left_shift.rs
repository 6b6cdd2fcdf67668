//! `Number.leftShift`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Number",
    name: "leftShift",
    parameters: "bits: Number",
    result: "Number",
    doc: "The bits moved to the left.",
    examples: &[("5.leftShift(1)", "10")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    crate::operator::shift_left(run, this, args.value(0))
}
