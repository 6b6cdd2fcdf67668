//! `String.lastIndexOf`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::text::to_text;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "String",
    name: "lastIndexOf",
    parameters: "part: String",
    result: "Integer",
    doc: "The last position of a text, or -1.",
    examples: &[("'aba'.lastIndexOf('a')", "2")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let text = to_text(run, this)?;
    let part = args.letters(run, 0)?;
    let found = text.rfind(&*part).and_then(|at| text.get(..at));
    Ok(Value::Integer(
        found.map_or(-1, |before| before.chars().count() as i32),
    ))
}
