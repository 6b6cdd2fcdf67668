//! `JsonNode.asText`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::text::to_text;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "JsonNode",
    name: "asText",
    parameters: "",
    result: "String",
    doc: "Its text; empty for structures.",
    examples: &[
        (
            "new com.fasterxml.jackson.databind.ObjectMapper().readTree('{\"a\":[1,\"x\",2.5],\"b\":null}').get('a').get(0).asText()",
            "1",
        ),
        (
            "new com.fasterxml.jackson.databind.ObjectMapper().readTree('{\"a\":[1,\"x\",2.5],\"b\":null}').get('a').asText()",
            "",
        ),
        (
            "new com.fasterxml.jackson.databind.ObjectMapper().readTree('{\"a\":[1,\"x\",2.5],\"b\":null}').get('b').asText()",
            "null",
        ),
    ],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let Value::Object(object) = this else {
        return mismatch();
    };
    let Object::Node(held) = &**object else {
        return mismatch();
    };
    match held {
        None | Some(Value::Map(_) | Value::List(_)) => run.text(""),
        Some(value) => {
            let text = to_text(run, value)?;
            run.text(text)
        }
    }
}
