//! `JsonNode.size`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "JsonNode",
    name: "size",
    parameters: "",
    result: "Integer",
    doc: "How many members or elements.",
    examples: &[(
        "new com.fasterxml.jackson.databind.ObjectMapper().readTree('{\"a\":[1,\"x\",2.5],\"b\":null}').size()",
        "2",
    )],
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
    Ok(Value::Integer(match held {
        Some(Value::Map(map)) => run.map_len(map) as i32,
        Some(Value::List(list)) => run.len(list) as i32,
        _ => 0,
    }))
}
