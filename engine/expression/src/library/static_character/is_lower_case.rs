//! `static Character.isLowerCase`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Character",
    name: "isLowerCase",
    parameters: "letter: Character",
    result: "Boolean",
    doc: "Whether it is a small letter.",
    examples: &[("Character.isLowerCase('a' as char)", "true")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let letter = match args.value(0) {
        Value::Character(letter) => *letter,
        Value::Integer(number) => u32::try_from(*number)
            .ok()
            .and_then(char::from_u32)
            .unwrap_or('\u{0}'),
        _ => return mismatch(),
    };
    Ok(Value::Boolean(letter.is_lowercase()))
}
