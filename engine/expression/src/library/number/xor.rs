//! `Number.xor`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Number",
    name: "xor",
    parameters: "other: Number",
    result: "Number",
    doc: "The bits that only one of them has.",
    examples: &[("6.xor(3)", "5")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    crate::operator::bit_xor(run, this, args.value(0))
}
