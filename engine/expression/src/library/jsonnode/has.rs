//! `JsonNode.has`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "JsonNode",
    name: "has",
    parameters: "field: String",
    result: "Boolean",
    doc: "Whether it has a member.",
    examples: &[(
        "new com.fasterxml.jackson.databind.ObjectMapper().readTree('{\"a\":[1,\"x\",2.5],\"b\":null}').has('a')",
        "true",
    )],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let Value::Object(object) = this else {
        return mismatch();
    };
    let Object::Node(held) = &**object else {
        return mismatch();
    };
    match (held, args.value(0)) {
        (Some(Value::Map(map)), key) if key.as_str().is_some() => Ok(Value::Boolean(
            run.lookup(map, key.as_str().unwrap_or_default()).is_some(),
        )),
        (Some(Value::List(list)), Value::Integer(at)) => {
            Ok(Value::Boolean(*at >= 0 && (*at as usize) < run.len(list)))
        }
        (_, Value::Integer(_)) => Ok(Value::Boolean(false)),
        (_, key) if key.as_str().is_some() => Ok(Value::Boolean(false)),
        _ => mismatch(),
    }
}
