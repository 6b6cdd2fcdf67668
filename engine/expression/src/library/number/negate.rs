//! `Number.negate`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Number",
    name: "negate",
    parameters: "",
    result: "Number",
    doc: "With the other sign.",
    examples: &[("5.0.negate()", "-5.0")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    crate::operator::negate(run, this)
}
