//! `Throwable.getLocalizedMessage`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Throwable",
    name: "getLocalizedMessage",
    parameters: "",
    result: "String?",
    doc: "The message.",
    examples: &[("new Exception('a').getLocalizedMessage()", "a")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    crate::access::property(run, this, "message")
}
