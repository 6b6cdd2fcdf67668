//! `Optional.filter`

use crate::call::{invoke, mismatch};
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::operator::truth;
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Optional",
    name: "filter",
    parameters: "closure: Closure",
    result: "Optional",
    doc: "The value, if the closure accepts it.",
    examples: &[("Optional.of(1).filter{ it > 1 }.isPresent()", "false")],
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
    let verdict = invoke(run, args.value(0), std::slice::from_ref(value))?;
    Ok(if truth(run, &verdict) {
        this.clone()
    } else {
        Value::object(Object::Optional(None))
    })
}
