//! `Boolean.or`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Boolean",
    name: "or",
    parameters: "other: Boolean",
    result: "Boolean",
    doc: "Whether either is true.",
    examples: &[("true.or(false)", "true")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    crate::operator::bit_or(run, this, args.value(0))
}
