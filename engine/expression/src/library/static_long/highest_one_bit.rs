//! `static Long.highestOneBit`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Long",
    name: "highestOneBit",
    parameters: "value: Long",
    result: "Long",
    doc: "The highest bit that is set.",
    examples: &[("Long.highestOneBit(10)", "8")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let value = args.long(0)?;
    let bit = 1_u64.checked_shl((i64::BITS - 1).wrapping_sub(value.leading_zeros()));
    Ok(Value::Long(bit.unwrap_or(0) as i64))
}
