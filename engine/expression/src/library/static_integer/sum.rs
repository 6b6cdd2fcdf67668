//! `static Integer.sum`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Integer",
    name: "sum",
    parameters: "one: Integer, two: Integer",
    result: "Integer",
    doc: "The sum of two numbers.",
    examples: &[("Integer.sum(1, 2)", "3")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 2, 2)?;
    Ok(Value::Integer(args.int(0)?.wrapping_add(args.int(1)?)))
}
