//! `String.matches`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::text::to_text;
use crate::value::Value;
use std::sync::Arc;

pub(crate) static FUNCTION: Function = Function {
    receiver: "String",
    name: "matches",
    parameters: "regex: String",
    result: "Boolean",
    doc: "Whether the whole text matches.",
    examples: &[("'abc'.matches('[a-c]+')", "true")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let text = to_text(run, this)?;
    let pattern = match args.value(0) {
        Value::Pattern(pattern) => Arc::clone(pattern),
        _ => crate::regex::compile(run, args.text(0)?)?,
    };
    Ok(Value::Boolean(
        crate::regex::matches(run, &pattern, &text)?.is_some(),
    ))
}
