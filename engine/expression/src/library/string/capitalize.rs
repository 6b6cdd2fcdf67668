//! `String.capitalize`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::text::to_text;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "String",
    name: "capitalize",
    parameters: "",
    result: "String",
    doc: "With its first letter in upper case.",
    examples: &[("'ab'.capitalize()", "Ab")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let text = to_text(run, this)?;
    run.text(crate::access::capitalized(&text))
}
