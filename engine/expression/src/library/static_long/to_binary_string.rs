//! `static Long.toBinaryString`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Long",
    name: "toBinaryString",
    parameters: "value: Long",
    result: "String",
    doc: "The digits in base 2, negative numbers as two's complement.",
    examples: &[("Long.toBinaryString(5)", "101")],
    run,
};

fn run(run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    run.text(format!("{:b}", args.long(0)?))
}
