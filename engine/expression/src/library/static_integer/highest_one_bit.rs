//! `static Integer.highestOneBit`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Integer",
    name: "highestOneBit",
    parameters: "value: Integer",
    result: "Integer",
    doc: "The highest bit that is set.",
    examples: &[("Integer.highestOneBit(10)", "8")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let value = args.int(0)?;
    let bit = 1_u32.checked_shl((i32::BITS - 1).wrapping_sub(value.leading_zeros()));
    Ok(Value::Integer(bit.unwrap_or(0) as i32))
}
