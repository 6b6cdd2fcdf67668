//! `String.toLowerCase`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::text::to_text;
use crate::value::{Object, Value};

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
    let args = Arguments::new(arguments, 0, 1)?;
    let in_locale = args.get(0).is_none_or(|it| {
        matches!(it, Value::Object(locale) if matches!(**locale, Object::Locale(_)))
    });
    if !in_locale {
        return mismatch();
    }
    let text = to_text(run, this)?;
    run.text(text.to_lowercase())
}
