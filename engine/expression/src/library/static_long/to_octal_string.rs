//! `static Long.toOctalString`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Long",
    name: "toOctalString",
    parameters: "value: Long",
    result: "String",
    doc: "The digits in base 8, negative numbers as two's complement.",
    examples: &[("Long.toOctalString(8)", "10")],
    run,
};

fn run(run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    run.text(format!("{:o}", args.long(0)?))
}
