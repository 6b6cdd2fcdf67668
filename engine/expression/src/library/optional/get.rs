//! `Optional.get`

use crate::call::mismatch;
use crate::error::{Kind, Outcome, fail};
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Optional",
    name: "get",
    parameters: "",
    result: "Object",
    doc: "The value; an error where there is none.",
    examples: &[("Optional.of(1).get()", "1")],
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
    held.clone()
        .map_or_else(|| fail(Kind::Other, "there is no value"), Ok)
}
