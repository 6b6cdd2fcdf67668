//! `static Integer.max`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Integer",
    name: "max",
    parameters: "a: Integer, b: Integer",
    result: "Integer",
    doc: "The larger of two.",
    examples: &[("Integer.max(1, 2)", "2")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 2, 2)?;
    Ok(Value::Integer(args.int(0)?.max(args.int(1)?)))
}
