//! `ObjectMapper.readTree`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{MapKind, Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "ObjectMapper",
    name: "readTree",
    parameters: "json: String",
    result: "JsonNode",
    doc: "Reads JSON as a tree.",
    examples: &[(
        "new com.fasterxml.jackson.databind.ObjectMapper().readTree('{\"a\":[1,\"x\",2.5],\"b\":null}').get('a').size()",
        "3",
    )],
    run,
};

fn run(run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    Ok(Value::object(Object::Node(Some(crate::json::parse(
        run,
        args.text(0)?,
        MapKind::Linked,
    )?))))
}
