//! `String.toURL`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::text::to_text;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "String",
    name: "toURL",
    parameters: "",
    result: "URL",
    doc: "The text as a URL, which is never opened.",
    examples: &[("'https://a.b/p'.toURL().host", "a.b")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let text = to_text(run, this)?;
    crate::library::address(&text, true)
}
