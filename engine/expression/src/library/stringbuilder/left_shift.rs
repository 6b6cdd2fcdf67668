//! `StringBuilder.leftShift`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "StringBuilder",
    name: "leftShift",
    parameters: "value: Object?",
    result: "StringBuilder",
    doc: "The builder, with a value behind its text.",
    examples: &[("new StringBuilder('a').leftShift(1).toString()", "a1")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    crate::operator::shift_left(run, this, args.value(0))
}
