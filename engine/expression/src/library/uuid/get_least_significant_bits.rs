//! `UUID.getLeastSignificantBits`

use crate::error::Outcome;
use crate::library::{Function, uuid_bits};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "UUID",
    name: "getLeastSignificantBits",
    parameters: "",
    result: "Long",
    doc: "The second half.",
    examples: &[("new UUID(1L, 2L).getLeastSignificantBits()", "2")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let bits = uuid_bits(run, this, arguments)?;
    Ok(Value::Long(bits as u64 as i64))
}
