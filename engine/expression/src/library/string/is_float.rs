//! `String.isFloat`

use crate::convert::NumberType;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::text::to_text;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "String",
    name: "isFloat",
    parameters: "",
    result: "Boolean",
    doc: "Whether it is a Float.",
    examples: &[("'1.5'.isFloat()", "true")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let text = to_text(run, this)?;
    Ok(Value::Boolean(
        NumberType::Double.parse(text.trim()).is_ok(),
    ))
}
