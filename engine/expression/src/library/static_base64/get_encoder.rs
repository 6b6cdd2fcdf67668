//! `static Base64.getEncoder`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Base64",
    name: "getEncoder",
    parameters: "",
    result: "Base64",
    doc: "The encoder.",
    examples: &[("Base64.getEncoder().encodeToString('a'.bytes)", "YQ==")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    Ok(Value::object(Object::Encoder { kind: "encode" }))
}
