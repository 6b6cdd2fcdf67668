//! `String.lines`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::text::to_text;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "String",
    name: "lines",
    parameters: "",
    result: "Stream",
    doc: "The lines, as a stream.",
    examples: &[("'a\\nb'.readLines()", "[a, b]")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let text = to_text(run, this)?;
    let lines: Vec<Value> = text.lines().map(Value::string).collect();
    run.room_for_items(lines.len())?;
    Ok(Value::object(Object::Stream(lines)))
}
