//! `String.normalize`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::text::to_text;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "String",
    name: "normalize",
    parameters: "",
    result: "String",
    doc: "With plain line feeds.",
    examples: &[("'a\\r\\nb'.normalize()", "a\nb")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let text = to_text(run, this)?;
    run.text(text.replace("\r\n", "\n").replace('\r', "\n"))
}
