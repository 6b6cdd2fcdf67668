//! `Object.getClass`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Text, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Object",
    name: "getClass",
    parameters: "",
    result: "Class",
    doc: "The class of the value.",
    examples: &[("'a'.getClass().name", "java.lang.String")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    match this {
        Value::Object(_) => crate::access::property(run, this, "class"),
        _ => Ok(Value::Class(Text::from(crate::class::class_name(this)))),
    }
}
