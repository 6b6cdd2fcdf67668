//! `Random.nextLong`

use crate::error::Outcome;
use crate::library::{Arguments, Function, random_bits};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Random",
    name: "nextLong",
    parameters: "",
    result: "Long",
    doc: "The next Long.",
    examples: &[("new Random(42).nextLong()", "-5025562857975149833")],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let high = i64::from(random_bits(this, 32)?) << 32;
    Ok(Value::Long(high.wrapping_add(i64::from(random_bits(this, 32)?))))
}
