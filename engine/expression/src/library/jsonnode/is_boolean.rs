//! `JsonNode.isBoolean`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "JsonNode",
    name: "isBoolean",
    parameters: "",
    result: "Boolean",
    doc: "Whether it is a boolean.",
    examples: &[(
        "new com.fasterxml.jackson.databind.ObjectMapper().readTree('{\"a\":[1,\"x\",2.5],\"b\":null}').isBoolean()",
        "false",
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
    Ok(Value::Boolean(matches!(held, Some(Value::Boolean(_)))))
}
