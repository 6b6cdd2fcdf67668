//! `static JsonOutput.prettyPrint`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static JsonOutput",
    name: "prettyPrint",
    parameters: "json: String",
    result: "String",
    doc: "JSON on several lines.",
    examples: &[(
        "groovy.json.JsonOutput.prettyPrint('{\"a\":1}')",
        "{\n    \"a\": 1\n}",
    )],
    run,
};

fn run(run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    run.text(crate::json::pretty(run, args.text(0)?)?)
}
