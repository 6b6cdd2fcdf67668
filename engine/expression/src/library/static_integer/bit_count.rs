//! `static Integer.bitCount`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Integer",
    name: "bitCount",
    parameters: "value: Integer",
    result: "Integer",
    doc: "How many bits are set.",
    examples: &[("Integer.bitCount(7)", "3")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    Ok(Value::Integer(args.int(0)?.count_ones() as i32))
}
