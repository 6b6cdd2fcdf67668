//! `static Double.min`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Double",
    name: "min",
    parameters: "one: Number, two: Number",
    result: "Double",
    doc: "The smaller of two numbers.",
    examples: &[("Double.min(1, 2)", "1.0")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 2, 2)?;
    Ok(Value::Double(
        args.number(0)?.to_f64().min(args.number(1)?.to_f64()),
    ))
}
