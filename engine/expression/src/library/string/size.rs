//! `String.size`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::text::to_text;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "String",
    name: "size",
    parameters: "",
    result: "Integer",
    doc: "The number of characters.",
    examples: &[("'abc'.size()", "3")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let text = to_text(run, this)?;
    Ok(Value::Integer(text.encode_utf16().count() as i32))
}
