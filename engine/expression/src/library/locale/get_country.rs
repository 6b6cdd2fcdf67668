//! `Locale.getCountry`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::text::to_text;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Locale",
    name: "getCountry",
    parameters: "",
    result: "String",
    doc: "The country.",
    examples: &[("Locale.US.getCountry()", "US")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let text = to_text(run, this)?;
    run.text(text.split('_').nth(1).unwrap_or_default())
}
