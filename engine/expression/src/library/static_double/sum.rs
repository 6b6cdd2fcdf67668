//! `static Double.sum`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Double",
    name: "sum",
    parameters: "one: Number, two: Number",
    result: "Double",
    doc: "The sum of two numbers.",
    examples: &[("Double.sum(1, 2)", "3.0")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 2, 2)?;
    Ok(Value::Double(
        args.number(0)?.to_f64() + args.number(1)?.to_f64(),
    ))
}
