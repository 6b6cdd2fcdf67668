//! `String.stripTrailing`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::text::to_text;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "String",
    name: "stripTrailing",
    parameters: "",
    result: "String",
    doc: "Without white space at that end.",
    examples: &[("'a'.stripTrailing()", "a")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let text = to_text(run, this)?;
    run.text(text.trim_end_matches(char::is_whitespace))
}
