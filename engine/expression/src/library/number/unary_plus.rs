//! `Number.unaryPlus`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Number",
    name: "unaryPlus",
    parameters: "",
    result: "Number",
    doc: "The number itself.",
    examples: &[("5.unaryPlus()", "5")],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    crate::operator::positive(this)
}
