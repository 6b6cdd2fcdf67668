//! `Object.hashCode`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Key, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Object",
    name: "hashCode",
    parameters: "",
    result: "Integer",
    doc: "Java's hash of the value.",
    examples: &[("'a'.hashCode()", "97")],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    Ok(Value::Integer(Key::new(this.clone()).hash_code()))
}
