//! `Optional.map`

use crate::call::{invoke, mismatch};
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Optional",
    name: "map",
    parameters: "closure: Closure",
    result: "Optional",
    doc: "What the closure makes of the value.",
    examples: &[("Optional.of(1).map{ it + 1 }.get()", "2")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let Value::Object(object) = this else {
        return mismatch();
    };
    let Object::Optional(held) = &**object else {
        return mismatch();
    };
    args.closure(0)?;
    let Some(value) = held else {
        return Ok(this.clone());
    };
    let made = invoke(run, args.value(0), std::slice::from_ref(value))?;
    Ok(Value::object(Object::Optional(
        Some(made).filter(|made| !made.is_null()),
    )))
}
