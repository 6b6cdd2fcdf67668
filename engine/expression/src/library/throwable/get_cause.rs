//! `Throwable.getCause`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Throwable",
    name: "getCause",
    parameters: "",
    result: "Throwable?",
    doc: "What led to it.",
    examples: &[("new Exception('a', new Error('b')).getCause().getMessage()", "b")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    crate::access::property(run, this, "cause")
}
