//! `Number.rightShift`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Number",
    name: "rightShift",
    parameters: "bits: Number",
    result: "Number",
    doc: "The bits moved to the right, the sign kept.",
    examples: &[("(-5).rightShift(1)", "-3")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    crate::operator::shift_right(run, this, args.value(0))
}
