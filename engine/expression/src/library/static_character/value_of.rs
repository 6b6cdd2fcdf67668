//! `static Character.valueOf`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Character",
    name: "valueOf",
    parameters: "letter: Character",
    result: "Character",
    doc: "The letter.",
    examples: &[("Character.valueOf('a' as char)", "a")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    match args.value(0) {
        Value::Character(letter) => Ok(Value::Character(*letter)),
        _ => mismatch(),
    }
}
