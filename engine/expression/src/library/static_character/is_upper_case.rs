//! `static Character.isUpperCase`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Character",
    name: "isUpperCase",
    parameters: "letter: Character",
    result: "Boolean",
    doc: "Whether it is in upper case.",
    examples: &[("Character.isUpperCase('A' as char)", "true")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let Value::Character(letter) = args.value(0) else {
        return mismatch();
    };
    Ok(Value::Boolean(letter.is_uppercase()))
}
