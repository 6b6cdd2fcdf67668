//! `String.denormalize`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::text::to_text;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "String",
    name: "denormalize",
    parameters: "",
    result: "String",
    doc: "Line ends as the platform writes them.",
    examples: &[("'a\\r\\nb'.denormalize().size()", "3")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let text = to_text(run, this)?;
    run.text(text.replace("\r\n", "\n").replace('\r', "\n"))
}
