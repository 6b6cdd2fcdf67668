//! `static Character.toUpperCase`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Character",
    name: "toUpperCase",
    parameters: "letter: Character",
    result: "Character",
    doc: "In upper case.",
    examples: &[("Character.toUpperCase('a' as char)", "A")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let Value::Character(letter) = args.value(0) else {
        return mismatch();
    };
    Ok(Value::Character(
        letter.to_uppercase().next().unwrap_or(*letter),
    ))
}
