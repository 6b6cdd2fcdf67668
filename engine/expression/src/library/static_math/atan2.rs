//! `static Math.atan2`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Math",
    name: "atan2",
    parameters: "y: Number, x: Number",
    result: "Double",
    doc: "The angle of a point.",
    examples: &[("Math.atan2(0, 1)", "0.0")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 2, 2)?;
    Ok(Value::Double(
        args.number(0)?.to_f64().atan2(args.number(1)?.to_f64()),
    ))
}
