//! `Character.toUpperCase`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Character",
    name: "toUpperCase",
    parameters: "",
    result: "Character",
    doc: "In upper case.",
    examples: &[("'a'.charAt(0).toUpperCase()", "A")],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let Value::Character(letter) = this else {
        return mismatch();
    };
    Ok(Value::Character(
        letter.to_uppercase().next().unwrap_or(*letter),
    ))
}
