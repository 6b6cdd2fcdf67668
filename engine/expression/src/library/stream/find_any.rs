//! `Stream.findAny`

use crate::error::{Kind, Outcome, fail};
use crate::library::{Arguments, Function, streamed};
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Stream",
    name: "findAny",
    parameters: "",
    result: "Optional",
    doc: "The first, if there is one.",
    examples: &[("[1, 2].stream().findAny().get()", "1")],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let items = streamed(this)?;
    match items.first() {
        Some(Value::Null) => fail(Kind::NullPointer, "the first is null"),
        first => Ok(Value::object(Object::Optional(first.cloned()))),
    }
}
