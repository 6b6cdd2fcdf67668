//! `Random.nextBoolean`

use crate::error::Outcome;
use crate::library::{Arguments, Function, random_bits};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Random",
    name: "nextBoolean",
    parameters: "",
    result: "Boolean",
    doc: "The next Boolean.",
    examples: &[("new Random(42).nextBoolean()", "true")],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    Ok(Value::Boolean(random_bits(this, 1)? != 0))
}
