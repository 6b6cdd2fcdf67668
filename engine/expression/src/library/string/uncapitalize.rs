//! `String.uncapitalize`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::text::to_text;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "String",
    name: "uncapitalize",
    parameters: "",
    result: "String",
    doc: "With its first letter in lower case.",
    examples: &[("'AB'.uncapitalize()", "aB")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let text = to_text(run, this)?;
    let mut letters = text.chars();
    let first = letters
        .next()
        .map(|first| first.to_lowercase().chain(letters).collect::<String>());
    run.text(first.unwrap_or_default())
}
