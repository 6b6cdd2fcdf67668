//! `Optional.isPresent`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Optional",
    name: "isPresent",
    parameters: "",
    result: "Boolean",
    doc: "Whether there is a value.",
    examples: &[("Optional.of(1).isPresent()", "true")],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let Value::Object(object) = this else {
        return mismatch();
    };
    let Object::Optional(held) = &**object else {
        return mismatch();
    };
    Ok(Value::Boolean(held.is_some()))
}
