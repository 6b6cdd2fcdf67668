//! `Class.getName`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Class",
    name: "getName",
    parameters: "",
    result: "String",
    doc: "The full name.",
    examples: &[("'a'.getClass().getName()", "java.lang.String")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    crate::access::property(run, this, "name")
}
