//! `StringJoiner.length`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "StringJoiner",
    name: "length",
    parameters: "",
    result: "Integer",
    doc: "The length of the joined text.",
    examples: &[("new StringJoiner(',').add('a').add('b').length()", "3")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let text = crate::text::to_text(run, this)?;
    Ok(Value::Integer(text.encode_utf16().count() as i32))
}
