//! `JsonBuilder.toString`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::text::to_text;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "JsonBuilder",
    name: "toString",
    parameters: "",
    result: "String",
    doc: "The JSON.",
    examples: &[(
        "new groovy.json.JsonBuilder([a: 1]).toString()",
        "{\"a\":1}",
    )],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let text = to_text(run, this)?;
    run.text(text)
}
