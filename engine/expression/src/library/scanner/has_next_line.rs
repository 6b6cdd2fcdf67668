//! `Scanner.hasNextLine`

use crate::error::Outcome;
use crate::library::{Arguments, Function, next_line};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Scanner",
    name: "hasNextLine",
    parameters: "",
    result: "Boolean",
    doc: "Whether there is another line.",
    examples: &[("new Scanner('a').hasNextLine()", "true")],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    Ok(Value::Boolean(next_line(this, false)?.is_some()))
}
