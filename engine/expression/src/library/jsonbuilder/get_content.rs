//! `JsonBuilder.getContent`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "JsonBuilder",
    name: "getContent",
    parameters: "",
    result: "Object?",
    doc: "What it holds.",
    examples: &[("new groovy.json.JsonBuilder([a: 1]).content", "[a:1]")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    crate::access::property(run, this, "content")
}
