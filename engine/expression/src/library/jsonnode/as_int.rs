//! `JsonNode.asInt`

use crate::call::mismatch;
use crate::error::{Kind, Outcome, fail};
use crate::library::{Arguments, Function};
use crate::operator::number;
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "JsonNode",
    name: "asInt",
    parameters: "",
    result: "Integer",
    doc: "Its number, 0 for what is none.",
    examples: &[(
        "new com.fasterxml.jackson.databind.ObjectMapper().readTree('{\"a\":[1,\"x\",2.5],\"b\":null}').get('a').get(0).asInt()",
        "1",
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
    Ok(Value::Integer(match held {
        Some(Value::Boolean(value)) => i32::from(*value),
        Some(Value::String(text)) => match text.trim().parse() {
            Ok(number) => number,
            Err(_) if text.trim().contains('.') => {
                return fail(
                    Kind::Unsupported,
                    "texts of decimals are not read as numbers here",
                );
            }
            Err(_) => 0,
        },
        Some(value) => number(value).map_or(0, |number| number.to_i32()),
        None => 0,
    }))
}
