//! `static Character.isWhitespace`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Character",
    name: "isWhitespace",
    parameters: "letter: Character",
    result: "Boolean",
    doc: "Whether it is white space.",
    examples: &[("Character.isWhitespace(' ' as char)", "true")],
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
    Ok(Value::Boolean(
        letter.is_whitespace() && !matches!(letter, '\u{a0}' | '\u{2007}' | '\u{202f}')
            || ('\u{1c}'..='\u{1f}').contains(&letter),
    ))
}
