//! `String.indexOf`

use crate::error::{Kind, Outcome, fail};
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::text::to_text;
use crate::value::{Text, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "String",
    name: "indexOf",
    parameters: "part: String, from: Integer?",
    result: "Integer",
    doc: "The position of a text, or -1.",
    examples: &[("'abc'.indexOf('c')", "2")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 2)?;
    let text = to_text(run, this)?;
    if args.value(0).is_null() {
        return fail(Kind::NullPointer, "`indexOf` cannot take null");
    }
    let part = match args.value(0) {
        Value::Integer(code) => {
            Text::from(char::from_u32(*code as u32).unwrap_or('\0').to_string())
        }
        _ => args.letters(run, 0)?,
    };
    let from = if args.len() == 2 {
        usize::try_from(args.int(1)?).unwrap_or(0)
    } else {
        0
    };
    let start = text
        .char_indices()
        .nth(from)
        .map_or(text.len(), |(at, _)| at);
    let found = text.get(start..).and_then(|tail| tail.find(&*part));
    Ok(Value::Integer(found.map_or(-1, |at| {
        text.get(..start + at)
            .map_or(-1, |before| before.chars().count() as i32)
    })))
}
