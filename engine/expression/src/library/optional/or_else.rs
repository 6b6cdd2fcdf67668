//! `Optional.orElse`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Optional",
    name: "orElse",
    parameters: "otherwise: Object",
    result: "Object",
    doc: "The value, or the other.",
    examples: &[("Optional.empty().orElse('d')", "d")],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let Value::Object(object) = this else {
        return mismatch();
    };
    let Object::Optional(held) = &**object else {
        return mismatch();
    };
    Ok(held.clone().unwrap_or_else(|| args.value(0).clone()))
}
