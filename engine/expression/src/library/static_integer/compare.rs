//! `static Integer.compare`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Integer",
    name: "compare",
    parameters: "a: Integer, b: Integer",
    result: "Integer",
    doc: "-1, 0 or 1 by order.",
    examples: &[("Integer.compare(1, 2)", "-1")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 2, 2)?;
    Ok(Value::Integer(args.int(0)?.cmp(&args.int(1)?) as i32))
}
