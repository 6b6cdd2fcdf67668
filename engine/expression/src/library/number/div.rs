//! `Number.div`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Number",
    name: "div",
    parameters: "other: Number",
    result: "Number",
    doc: "The quotient.",
    examples: &[("5.div(2)", "2.5")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    crate::operator::divide(run, this, args.value(0))
}
