//! `static Math.expm1`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Math",
    name: "expm1",
    parameters: "value: Number",
    result: "Double",
    doc: "One less than the exponential.",
    examples: &[("Math.expm1(0)", "0.0")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let value = args.number(0)?.to_f64();
    Ok(Value::Double(value.exp_m1()))
}
