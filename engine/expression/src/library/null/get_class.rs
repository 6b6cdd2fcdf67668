//! `null.getClass`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Text, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "null",
    name: "getClass",
    parameters: "",
    result: "Class",
    doc: "The class of null.",
    examples: &[("null.getClass().simpleName", "NullObject")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    Ok(Value::Class(Text::from(
        "org.codehaus.groovy.runtime.NullObject",
    )))
}
