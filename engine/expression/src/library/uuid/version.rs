//! `UUID.version`

use crate::error::Outcome;
use crate::library::{Function, uuid_bits};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "UUID",
    name: "version",
    parameters: "",
    result: "Integer",
    doc: "How it was made: 4 at random, 3 of a name.",
    examples: &[("new UUID(1L, 2L).version()", "0")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let bits = uuid_bits(run, this, arguments)?;
    Ok(Value::Integer((bits >> 76) as i32 & 15))
}
