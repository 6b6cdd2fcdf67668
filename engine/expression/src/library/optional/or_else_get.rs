//! `Optional.orElseGet`

use crate::call::{invoke, mismatch};
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Optional",
    name: "orElseGet",
    parameters: "closure: Closure",
    result: "Object",
    doc: "The value, or what the closure gives.",
    examples: &[("Optional.empty().orElseGet{ 'd' }", "d")],
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
    match held {
        Some(value) => Ok(value.clone()),
        None => invoke(run, args.value(0), &[]),
    }
}
