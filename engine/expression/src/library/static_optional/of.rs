//! `static Optional.of`

use crate::error::{Kind, Outcome, fail};
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Optional",
    name: "of",
    parameters: "value: Object",
    result: "Optional",
    doc: "A value that is there.",
    examples: &[("Optional.of('a').get()", "a")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    match args.value(0) {
        Value::Null => fail(Kind::NullPointer, "a value is required"),
        value => Ok(Value::object(Object::Optional(Some(value.clone())))),
    }
}
