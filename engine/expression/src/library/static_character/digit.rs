//! `static Character.digit`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Character",
    name: "digit",
    parameters: "letter: Character, radix: Integer",
    result: "Integer",
    doc: "The value of a digit in a base, or -1.",
    examples: &[("Character.digit('f' as char, 16)", "15")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 2, 2)?;
    let radix = u32::try_from(args.int(1)?).unwrap_or(0);
    match args.value(0) {
        Value::Character(letter) if (2..=36).contains(&radix) => Ok(Value::Integer(
            letter.to_digit(radix).map_or(-1, |digit| digit as i32),
        )),
        Value::Character(_) => Ok(Value::Integer(-1)),
        _ => mismatch(),
    }
}
