//! `String.isAllWhitespace`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::text::to_text;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "String",
    name: "isAllWhitespace",
    parameters: "",
    result: "Boolean",
    doc: "Whether it has only blanks.",
    examples: &[("' a'.isAllWhitespace()", "false")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let text = to_text(run, this)?;
    run.charge(text.len() / 64)?;
    Ok(Value::Boolean(text.chars().all(char::is_whitespace)))
}
