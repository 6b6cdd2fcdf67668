//! `Number.minus`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Number",
    name: "minus",
    parameters: "other: Number",
    result: "Number",
    doc: "The difference.",
    examples: &[("3.minus(2)", "1")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    crate::operator::subtract(run, this, args.value(0))
}
