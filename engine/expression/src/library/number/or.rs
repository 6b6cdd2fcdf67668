//! `Number.or`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Number",
    name: "or",
    parameters: "other: Number",
    result: "Number",
    doc: "The bits that either has.",
    examples: &[("6.or(3)", "7")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    crate::operator::bit_or(run, this, args.value(0))
}
