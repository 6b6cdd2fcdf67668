//! `JsonSlurper.parseText`

use crate::error::{EvalError, Kind, Outcome, fail};
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{MapKind, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "JsonSlurper",
    name: "parseText",
    parameters: "text: String",
    result: "Object?",
    doc: "The value of a JSON text.",
    examples: &[(
        "new groovy.json.JsonSlurper().parseText('{\"a\":1}').a",
        "1",
    )],
    run,
};

fn run(run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    match args.value(0) {
        Value::Null => nothing("JSON text must not be null"),
        _ if args.text(0)?.is_empty() => nothing("JSON text must not be empty"),
        _ if args.text(0)?.trim().is_empty() => fail(Kind::Other, "JSON text must not be empty"),
        _ => crate::json::parse(run, args.text(0)?, MapKind::Lazy),
    }
}

fn nothing<T>(message: &str) -> Outcome<T> {
    let error = EvalError::new(Kind::Other, message);
    Err(Box::new(
        error
            .with_java_message("Text must not be null or empty")
            .thrown_as("java.lang.IllegalArgumentException"),
    ))
}
