//! `Integer.toChar`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::operator::number;
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Integer",
    name: "toChar",
    parameters: "",
    result: "Character",
    doc: "The character of a code.",
    examples: &[],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let Some(num) = number(this) else {
        return mismatch();
    };
    match char::from_u32(num.to_i32() as u32) {
        Some(letter) => Ok(Value::Character(letter)),
        None => mismatch(),
    }
}
