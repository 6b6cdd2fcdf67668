//! `static Math.random`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Math",
    name: "random",
    parameters: "",
    result: "Double",
    doc: "A number from 0 to 1, from the context's random source.",
    examples: &[],
    run,
};

fn run(run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    Ok(Value::Double(
        (run.random() >> 11) as f64 / (1_u64 << 53) as f64,
    ))
}
