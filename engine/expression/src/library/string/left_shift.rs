//! `String.leftShift`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "String",
    name: "leftShift",
    parameters: "value: Object",
    result: "StringBuilder",
    doc: "A builder with the text and the value after it.",
    examples: &[("'a'.leftShift('b').toString()", "ab")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    crate::operator::shift_left(run, this, args.value(0))
}
