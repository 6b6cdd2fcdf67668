//! `JsonNode.get`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "JsonNode",
    name: "get",
    parameters: "field: Object",
    result: "JsonNode?",
    doc: "A member or element; null where there is none.",
    examples: &[(
        "new com.fasterxml.jackson.databind.ObjectMapper().readTree('{\"a\":[1,\"x\",2.5],\"b\":null}').get('a').get(1).asText()",
        "x",
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
    let found = match (held, args.value(0)) {
        (Some(Value::Map(map)), key) if key.as_str().is_some() => {
            run.lookup(map, key.as_str().unwrap_or_default())
        }
        (Some(Value::List(list)), Value::Integer(at)) => {
            usize::try_from(*at).ok().and_then(|at| run.item(list, at))
        }
        (_, Value::Integer(_)) => None,
        (_, key) if key.as_str().is_some() => None,
        _ => return mismatch(),
    };
    Ok(found.map_or(Value::Null, |found| {
        Value::object(Object::Node(Some(found)))
    }))
}
