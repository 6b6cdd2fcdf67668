//! `static JsonOutput.toJson`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static JsonOutput",
    name: "toJson",
    parameters: "value: Object",
    result: "String",
    doc: "The JSON of a value.",
    examples: &[(
        "groovy.json.JsonOutput.toJson([a: 'é'])",
        "{\"a\":\"\\u00e9\"}",
    )],
    run,
};

fn run(run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    run.text(crate::json::groovy_json(run, args.value(0))?)
}
