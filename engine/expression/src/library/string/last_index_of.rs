//! `String.lastIndexOf`

use crate::error::{Kind, Outcome, fail};
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::text::to_text;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "String",
    name: "lastIndexOf",
    parameters: "text: String, from: Integer?",
    result: "Integer",
    doc: "The last position, up to one, or -1.",
    examples: &[
        ("'abcabc'.lastIndexOf('bc')", "4"),
        ("'Hello World'.lastIndexOf('o', 5)", "4"),
    ],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 2)?;
    let text = to_text(run, this)?;
    let letters: Vec<char> = text.chars().collect();
    let wanted: Vec<char> = match args.value(0) {
        Value::Integer(code) => u32::try_from(*code)
            .ok()
            .and_then(char::from_u32)
            .into_iter()
            .collect(),
        Value::Null => return fail(Kind::NullPointer, "there is no text to look for"),
        _ => args.letters(run, 0)?.chars().collect(),
    };
    run.charge(letters.len())?;
    let Some(mut last) = letters.len().checked_sub(wanted.len()) else {
        return Ok(Value::Integer(-1));
    };
    if args.len() == 2 {
        match usize::try_from(args.int(1)?) {
            Ok(from) => last = last.min(from),
            Err(_) => return Ok(Value::Integer(-1)),
        }
    }
    let found = (0..=last)
        .rev()
        .find(|at| letters.get(*at..*at + wanted.len()) == Some(&*wanted));
    Ok(Value::Integer(found.map_or(-1, |at| at as i32)))
}
