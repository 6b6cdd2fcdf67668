//! `static Integer.lowestOneBit`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Integer",
    name: "lowestOneBit",
    parameters: "value: Integer",
    result: "Integer",
    doc: "The lowest bit that is set.",
    examples: &[("Integer.lowestOneBit(10)", "2")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let value = args.int(0)?;
    Ok(Value::Integer(value & value.wrapping_neg()))
}
