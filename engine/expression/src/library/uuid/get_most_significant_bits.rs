//! `UUID.getMostSignificantBits`

use crate::error::Outcome;
use crate::library::{Function, uuid_bits};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "UUID",
    name: "getMostSignificantBits",
    parameters: "",
    result: "Long",
    doc: "The first half.",
    examples: &[("new UUID(1L, 2L).getMostSignificantBits()", "1")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let bits = uuid_bits(run, this, arguments)?;
    Ok(Value::Long((bits >> 64) as u64 as i64))
}
