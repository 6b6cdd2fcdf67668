//! `Number.mod`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Number",
    name: "mod",
    parameters: "other: Number",
    result: "Number",
    doc: "The remainder.",
    examples: &[("5.mod(2)", "1")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    crate::operator::remainder(run, this, args.value(0))
}
