//! `Random.nextFloat`

use crate::error::Outcome;
use crate::library::{Arguments, Function, random_bits};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Random",
    name: "nextFloat",
    parameters: "",
    result: "Float",
    doc: "The next Float from 0 to below 1.",
    examples: &[("new Random(42).nextFloat() < 1", "true")],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    Ok(Value::Float(random_bits(this, 24)? as f32 / (1 << 24) as f32))
}
