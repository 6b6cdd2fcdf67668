//! `static Long.numberOfTrailingZeros`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Long",
    name: "numberOfTrailingZeros",
    parameters: "value: Long",
    result: "Integer",
    doc: "How many low bits are clear.",
    examples: &[("Long.numberOfTrailingZeros(8)", "3")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    Ok(Value::Integer(args.long(0)?.trailing_zeros() as i32))
}
