//! `String.compareToIgnoreCase`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::text::to_text;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "String",
    name: "compareToIgnoreCase",
    parameters: "other: String",
    result: "Integer",
    doc: "The order but for case.",
    examples: &[("'a'.compareToIgnoreCase('B')", "-1")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let text = to_text(run, this)?;
    Ok(Value::Integer(crate::operator::text_difference(
        &text.to_lowercase(),
        &args.text(0)?.to_lowercase(),
    )))
}
