//! `static Objects.requireNonNullElse`

use crate::error::{Kind, Outcome, fail};
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Objects",
    name: "requireNonNullElse",
    parameters: "value: Object, otherwise: Object",
    result: "Object",
    doc: "The value, or the other where it is null.",
    examples: &[("Objects.requireNonNullElse(null, 'd')", "d")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 2, 2)?;
    match (args.value(0), args.value(1)) {
        (Value::Null, Value::Null) => fail(Kind::NullPointer, "a value is required"),
        (Value::Null, other) => Ok(other.clone()),
        (value, _) => Ok(value.clone()),
    }
}
