//! `String.toLowerCase`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::text::to_text;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "String",
    name: "toLowerCase",
    parameters: "",
    result: "String",
    doc: "In lower case.",
    examples: &[("'AB'.toLowerCase()", "ab")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 1)?;
    let text = to_text(run, this)?;
    run.text(text.to_lowercase())
}
