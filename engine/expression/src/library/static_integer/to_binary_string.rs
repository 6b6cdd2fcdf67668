//! `static Integer.toBinaryString`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Integer",
    name: "toBinaryString",
    parameters: "value: Integer",
    result: "String",
    doc: "The binary digits.",
    examples: &[("Integer.toBinaryString(5)", "101")],
    run,
};

fn run(run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    run.text(format!("{:b}", args.int(0)? as u32))
}
