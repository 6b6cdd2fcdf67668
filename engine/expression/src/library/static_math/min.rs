//! `static Math.min`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Math",
    name: "min",
    parameters: "a: Number, b: Number",
    result: "Number",
    doc: "The smaller of two numbers.",
    examples: &[("Math.min(1, 2)", "1")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 2, 2)?;
    crate::library::meet(args, |a, b| a.min(b), f64::min)
}
