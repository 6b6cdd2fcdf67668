//! `Number.and`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Number",
    name: "and",
    parameters: "other: Number",
    result: "Number",
    doc: "The bits that both have.",
    examples: &[("6.and(3)", "2")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    crate::operator::bit_and(run, this, args.value(0))
}
