//! `String.toCharacter`

use crate::error::{Kind, Outcome, fail};
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::text::to_text;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "String",
    name: "toCharacter",
    parameters: "",
    result: "Character",
    doc: "Its first letter.",
    examples: &[("'a'.toCharacter()", "a")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let text = to_text(run, this)?;
    match text.chars().next() {
        Some(letter) => Ok(Value::Character(letter)),
        None => fail(Kind::Index, "the text has no letter"),
    }
}
