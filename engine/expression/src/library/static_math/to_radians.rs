//! `static Math.toRadians`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Math",
    name: "toRadians",
    parameters: "value: Number",
    result: "Double",
    doc: "Degrees in radians.",
    examples: &[("Math.toRadians(180)", "3.141592653589793")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let value = args.number(0)?.to_f64();
    Ok(Value::Double(value * (std::f64::consts::PI / 180.0)))
}
