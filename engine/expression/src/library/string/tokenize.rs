//! `String.tokenize`

use crate::error::{Kind, Outcome, fail};
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::text::to_text;
use crate::value::{Text, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "String",
    name: "tokenize",
    parameters: "delimiters: String?",
    result: "List",
    doc: "The pieces between any of the delimiters, none of them empty.",
    examples: &[("'a, b'.tokenize(', ')", "[a, b]")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 0, 1)?;
    if args.get(0).is_some_and(Value::is_null) {
        return fail(Kind::NullPointer, "`tokenize` of null");
    }
    let text = to_text(run, this)?;
    let delimiters = if args.len() == 0 {
        Text::from(" \t\n\r\u{c}")
    } else {
        args.letters(run, 0)?
    };
    let pieces = text
        .split(|letter| delimiters.contains(letter))
        .filter(|piece| !piece.is_empty());
    run.list(run.pieces(pieces)?)
}
