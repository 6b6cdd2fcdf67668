//! `Locale.toLanguageTag`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::text::to_text;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Locale",
    name: "toLanguageTag",
    parameters: "",
    result: "String",
    doc: "The tag of the language.",
    examples: &[("Locale.US.toLanguageTag()", "en-US")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let text = to_text(run, this)?;
    run.text(if text.is_empty() {
        "und".to_owned()
    } else {
        text.replace('_', "-")
    })
}
