//! `Number.isInfinite`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Number",
    name: "isInfinite",
    parameters: "",
    result: "Boolean",
    doc: "Whether it is beyond all numbers.",
    examples: &[("(5d / 0).isInfinite()", "true")],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    match this {
        Value::Double(number) => Ok(Value::Boolean(number.is_infinite())),
        Value::Float(number) => Ok(Value::Boolean(number.is_infinite())),
        _ => mismatch(),
    }
}
