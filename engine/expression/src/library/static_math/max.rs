//! `static Math.max`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Math",
    name: "max",
    parameters: "a: Number, b: Number",
    result: "Number",
    doc: "The larger of two numbers.",
    examples: &[("Math.max(1, 2)", "2")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 2, 2)?;
    crate::library::meet(args, |a, b| a.max(b), f64::max)
}
