//! `String.isBigInteger`

use crate::convert::NumberType;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::text::to_text;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "String",
    name: "isBigInteger",
    parameters: "",
    result: "Boolean",
    doc: "Whether it is a whole number.",
    examples: &[("'15'.isBigInteger()", "true")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let text = to_text(run, this)?;
    Ok(Value::Boolean(
        NumberType::BigInteger.parse(text.trim()).is_ok(),
    ))
}
