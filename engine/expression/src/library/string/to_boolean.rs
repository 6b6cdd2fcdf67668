//! `String.toBoolean`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::text::to_text;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "String",
    name: "toBoolean",
    parameters: "",
    result: "Boolean",
    doc: "True for `true`, `y` and `1`.",
    examples: &[("'Y'.toBoolean()", "true")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let text = to_text(run, this)?;
    let word = text.trim().to_lowercase();
    Ok(Value::Boolean(matches!(word.as_str(), "true" | "y" | "1")))
}
