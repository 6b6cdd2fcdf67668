//! `size`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
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

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let text = this.as_str().unwrap_or_default();
    Ok(Value::Integer(text.encode_utf16().count() as i32))
}
