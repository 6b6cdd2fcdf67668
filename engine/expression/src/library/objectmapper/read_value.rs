//! `ObjectMapper.readValue`

use crate::call::mismatch;
use crate::error::{Kind, Outcome, fail};
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{MapKind, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "ObjectMapper",
    name: "readValue",
    parameters: "text: String, type: Class",
    result: "Object?",
    doc: "The value of a JSON text.",
    examples: &[(
        "new com.fasterxml.jackson.databind.ObjectMapper().readValue('{\"a\":1}', Map).a",
        "1",
    )],
    run,
};

fn run(run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 2, 2)?;
    let value = crate::json::parse(run, args.text(0)?, MapKind::Linked)?;
    let Value::Class(class) = args.value(1) else {
        return mismatch();
    };
    if class.as_str() == "java.lang.Object" || crate::convert::is_of(&value, class) {
        return Ok(value);
    }
    fail(
        Kind::Other,
        format!("the JSON is no {}", crate::class::simple_name(class)),
    )
}
