//! `Iterable.multiply`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Iterable",
    name: "multiply",
    parameters: "times: Number",
    result: "List",
    doc: "The members so many times.",
    examples: &[("[1].multiply(2)", "[1, 1]")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    crate::operator::multiply(run, this, args.value(0))
}
