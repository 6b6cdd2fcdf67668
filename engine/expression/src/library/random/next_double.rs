//! `Random.nextDouble`

use crate::error::Outcome;
use crate::library::{Arguments, Function, random_double};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Random",
    name: "nextDouble",
    parameters: "",
    result: "Double",
    doc: "The next Double from 0 to below 1.",
    examples: &[("new Random(42).nextDouble()", "0.7275636800328681")],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    Ok(Value::Double(random_double(this)?))
}
