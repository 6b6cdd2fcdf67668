//! `Character.isDigit`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Character",
    name: "isDigit",
    parameters: "",
    result: "Boolean",
    doc: "Whether it is a digit.",
    examples: &[("'a1'.charAt(1).isDigit()", "true")],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let Value::Character(letter) = this else {
        return mismatch();
    };
    Ok(Value::Boolean(letter.is_numeric()))
}
