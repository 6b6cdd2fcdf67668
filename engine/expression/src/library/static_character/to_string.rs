//! `static Character.toString`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Character",
    name: "toString",
    parameters: "letter: Character",
    result: "String",
    doc: "The text of a letter.",
    examples: &[("Character.toString('a' as char)", "a")],
    run,
};

fn run(run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    match args.value(0) {
        Value::Character(letter) => run.text(letter.to_string()),
        _ => mismatch(),
    }
}
