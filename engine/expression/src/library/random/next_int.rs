//! `Random.nextInt`

use crate::error::Outcome;
use crate::library::{Arguments, Function, random_below, random_bits};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Random",
    name: "nextInt",
    parameters: "bound: Integer?",
    result: "Integer",
    doc: "The next Integer, from 0 to below a bound where one is given.",
    examples: &[("new Random(42).nextInt(10)", "0"), ("new Random(42).nextInt()", "-1170105035")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 0, 1)?;
    Ok(Value::Integer(match args.len() {
        0 => random_bits(this, 32)?,
        _ => random_below(run, this, args.int(0)?)?,
    }))
}
