//! `JsonBuilder.toPrettyString`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::text::to_text;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "JsonBuilder",
    name: "toPrettyString",
    parameters: "",
    result: "String",
    doc: "The JSON on several lines.",
    examples: &[(
        "new groovy.json.JsonBuilder([a: 1]).toPrettyString()",
        "{\n    \"a\": 1\n}",
    )],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let text = to_text(run, this)?;
    run.text(crate::json::pretty(run, &text)?)
}
