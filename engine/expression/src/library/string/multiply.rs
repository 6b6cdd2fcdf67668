//! `String.multiply`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "String",
    name: "multiply",
    parameters: "times: Number",
    result: "String",
    doc: "The text so many times.",
    examples: &[("'a'.multiply(2)", "aa")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    crate::operator::multiply(run, this, args.value(0))
}
