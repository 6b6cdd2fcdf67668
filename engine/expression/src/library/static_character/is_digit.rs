//! `static Character.isDigit`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Character",
    name: "isDigit",
    parameters: "letter: Character",
    result: "Boolean",
    doc: "Whether it is a digit.",
    examples: &[("Character.isDigit('1' as char)", "true")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let Value::Character(letter) = args.value(0) else {
        return mismatch();
    };
    Ok(Value::Boolean(letter.is_numeric()))
}
