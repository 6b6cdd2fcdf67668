//! `static Math.rint`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Math",
    name: "rint",
    parameters: "value: Number",
    result: "Double",
    doc: "The nearest whole number, even on a tie.",
    examples: &[("Math.rint(2.5)", "2.0"), ("Math.rint(3.5d)", "4.0")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let value = args.number(0)?.to_f64();
    Ok(Value::Double(value.round_ties_even()))
}
