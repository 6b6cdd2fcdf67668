//! `static Optional.ofNullable`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Optional",
    name: "ofNullable",
    parameters: "value: Object",
    result: "Optional",
    doc: "A value, or nothing for null.",
    examples: &[("Optional.ofNullable(null).isPresent()", "false")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let value = Some(args.value(0).clone()).filter(|value| !value.is_null());
    Ok(Value::object(Object::Optional(value)))
}
