//! `static Math.hypot`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Math",
    name: "hypot",
    parameters: "x: Number, y: Number",
    result: "Double",
    doc: "The length of a diagonal.",
    examples: &[("Math.hypot(3, 4)", "5.0")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 2, 2)?;
    Ok(Value::Double(
        args.number(0)?.to_f64().hypot(args.number(1)?.to_f64()),
    ))
}
