//! `static Math.pow`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Math",
    name: "pow",
    parameters: "base: Number, exponent: Number",
    result: "Double",
    doc: "The power.",
    examples: &[("Math.pow(2, 3)", "8.0")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 2, 2)?;
    Ok(Value::Double(
        args.number(0)?.to_f64().powf(args.number(1)?.to_f64()),
    ))
}
