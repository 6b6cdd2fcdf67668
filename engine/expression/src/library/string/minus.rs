//! `String.minus`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "String",
    name: "minus",
    parameters: "part: Object",
    result: "String",
    doc: "Without the first occurrence of a text.",
    examples: &[("'abcb'.minus('b')", "acb")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    crate::operator::subtract(run, this, args.value(0))
}
