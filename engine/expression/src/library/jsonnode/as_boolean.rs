//! `JsonNode.asBoolean`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "JsonNode",
    name: "asBoolean",
    parameters: "",
    result: "Boolean",
    doc: "Its truth: true, a number other than 0, the text `true`.",
    examples: &[(
        "new com.fasterxml.jackson.databind.ObjectMapper().readTree('{\"a\":[1,\"x\",2.5],\"b\":null}').get('a').get(0).asBoolean()",
        "true",
    )],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let Value::Object(object) = this else {
        return mismatch();
    };
    let Object::Node(held) = &**object else {
        return mismatch();
    };
    Ok(Value::Boolean(match held {
        Some(Value::Boolean(value)) => *value,
        Some(Value::String(text)) => text.trim() == "true",
        Some(Value::Integer(number)) => *number != 0,
        _ => false,
    }))
}
