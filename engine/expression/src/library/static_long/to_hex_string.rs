//! `static Long.toHexString`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Long",
    name: "toHexString",
    parameters: "value: Long",
    result: "String",
    doc: "The digits in base 16, negative numbers as two's complement.",
    examples: &[("Long.toHexString(255L)", "ff")],
    run,
};

fn run(run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    run.text(format!("{:x}", args.long(0)?))
}
