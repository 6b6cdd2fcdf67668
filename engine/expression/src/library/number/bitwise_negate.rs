//! `Number.bitwiseNegate`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Number",
    name: "bitwiseNegate",
    parameters: "",
    result: "Number",
    doc: "Every bit turned.",
    examples: &[("5.bitwiseNegate()", "-6")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    crate::operator::bit_not(run, this)
}
