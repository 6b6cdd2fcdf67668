//! `Locale.getLanguage`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::text::to_text;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Locale",
    name: "getLanguage",
    parameters: "",
    result: "String",
    doc: "The language.",
    examples: &[("Locale.US.getLanguage()", "en")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let text = to_text(run, this)?;
    run.text(text.split('_').next().unwrap_or_default())
}
