//! `String.codePointAt`

use crate::error::{Kind, Outcome, fail};
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::text::to_text;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "String",
    name: "codePointAt",
    parameters: "index: Integer",
    result: "Integer",
    doc: "The code of the character at a position.",
    examples: &[("'a'.codePointAt(0)", "97")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let text = to_text(run, this)?;
    let index = args.int(0)?;
    match usize::try_from(index)
        .ok()
        .and_then(|at| text.chars().nth(at))
    {
        Some(letter) => Ok(Value::Integer(letter as i32)),
        None => fail(Kind::Index, format!("there is no character {index}")),
    }
}
