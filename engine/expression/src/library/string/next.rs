//! `String.next`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "String",
    name: "next",
    parameters: "",
    result: "String",
    doc: "The text with its last character moved on by one.",
    examples: &[("'a'.next()", "b")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    crate::operator::step(run, this, 1)
}
