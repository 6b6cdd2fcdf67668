//! `static Math.tan`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Math",
    name: "tan",
    parameters: "value: Number",
    result: "Double",
    doc: "The tangent.",
    examples: &[("Math.tan(0)", "0.0")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let value = args.number(0)?.to_f64();
    Ok(Value::Double(value.tan()))
}
