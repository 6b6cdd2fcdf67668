//! `static Math.floor`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Math",
    name: "floor",
    parameters: "value: Number",
    result: "Double",
    doc: "Rounded down.",
    examples: &[("Math.floor(1.8)", "1.0")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    Ok(Value::Double(args.number(0)?.to_f64().floor()))
}
