//! `static Base64.getUrlEncoder`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Base64",
    name: "getUrlEncoder",
    parameters: "",
    result: "Base64",
    doc: "The encoder for URLs.",
    examples: &[("Base64.getUrlEncoder().encodeToString('a?>'.bytes)", "YT8-")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    Ok(Value::object(Object::Encoder { kind: "url" }))
}
