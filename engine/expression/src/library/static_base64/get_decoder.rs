//! `static Base64.getDecoder`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Base64",
    name: "getDecoder",
    parameters: "",
    result: "Base64",
    doc: "The decoder.",
    examples: &[("new String(Base64.getDecoder().decode('YQ=='))", "a")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    Ok(Value::object(Object::Encoder { kind: "decode" }))
}
