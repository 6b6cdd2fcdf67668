//! `Locale.getDisplayLanguage`

use crate::error::{Kind, Outcome, fail};
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::text::to_text;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Locale",
    name: "getDisplayLanguage",
    parameters: "",
    result: "String",
    doc: "The language in English.",
    examples: &[("Locale.US.getDisplayLanguage()", "English")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let text = to_text(run, this)?;
    run.text(match text.split('_').next().unwrap_or_default() {
        "" => "",
        "en" => "English",
        "de" => "German",
        "fr" => "French",
        "es" => "Spanish",
        "it" => "Italian",
        "ja" => "Japanese",
        "zh" => "Chinese",
        "pt" => "Portuguese",
        "nl" => "Dutch",
        _ => {
            return fail(
                Kind::Unsupported,
                "the name of this language is not available",
            );
        }
    })
}
