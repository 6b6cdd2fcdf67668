//! `ObjectMapper.writerWithDefaultPrettyPrinter`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "ObjectMapper",
    name: "writerWithDefaultPrettyPrinter",
    parameters: "",
    result: "ObjectMapper",
    doc: "A writer of several lines.",
    examples: &[(
        "new com.fasterxml.jackson.databind.ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString([a: 1])",
        "{\n  \"a\" : 1\n}",
    )],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    Ok(Value::object(Object::Mapper { pretty: true }))
}
