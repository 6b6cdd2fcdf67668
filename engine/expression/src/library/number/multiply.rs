//! `Number.multiply`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Number",
    name: "multiply",
    parameters: "other: Number",
    result: "Number",
    doc: "The product.",
    examples: &[("3.multiply(2)", "6")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    crate::operator::multiply(run, this, args.value(0))
}
