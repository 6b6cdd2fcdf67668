//! `StringJoiner.add`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::{Run, lock};
use crate::value::{Object, Text, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "StringJoiner",
    name: "add",
    parameters: "text: String",
    result: "StringJoiner",
    doc: "Adds a piece.",
    examples: &[("new StringJoiner(',').add('a').add('b').toString()", "a,b"), ("new StringJoiner(',', '[', ']').add('a').toString()", "[a]")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let Value::Object(object) = this else {
        return mismatch();
    };
    let Object::Joiner { pieces, .. } = &**object else {
        return mismatch();
    };
    let piece = match args.value(0) {
        Value::Null => Text::from("null"),
        _ => args.letters(run, 0)?,
    };
    run.room_for_text(piece.len())?;
    run.allocate(32)?;
    lock(pieces).push(piece);
    Ok(this.clone())
}
