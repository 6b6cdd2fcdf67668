//! `static Long.lowestOneBit`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Long",
    name: "lowestOneBit",
    parameters: "value: Long",
    result: "Long",
    doc: "The lowest bit that is set.",
    examples: &[("Long.lowestOneBit(10)", "2")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let value = args.long(0)?;
    Ok(Value::Long(value & value.wrapping_neg()))
}
