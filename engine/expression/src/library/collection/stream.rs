//! `Collection.stream`

use crate::collection::walk;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Collection",
    name: "stream",
    parameters: "",
    result: "Stream",
    doc: "Its members one after the other.",
    examples: &[("[1, 2].stream().count()", "2")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    Ok(Value::object(Object::Stream(walk(run, this)?)))
}
