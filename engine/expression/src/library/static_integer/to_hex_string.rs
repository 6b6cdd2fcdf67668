//! `static Integer.toHexString`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Integer",
    name: "toHexString",
    parameters: "value: Integer",
    result: "String",
    doc: "The hexadecimal digits.",
    examples: &[("Integer.toHexString(255)", "ff")],
    run,
};

fn run(run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    run.text(format!("{:x}", args.int(0)? as u32))
}
