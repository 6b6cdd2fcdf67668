//! `Number.unaryMinus`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Number",
    name: "unaryMinus",
    parameters: "",
    result: "Number",
    doc: "The number with the other sign.",
    examples: &[("5.unaryMinus()", "-5")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    crate::operator::negate(run, this)
}
