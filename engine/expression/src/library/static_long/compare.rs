//! `static Long.compare`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Long",
    name: "compare",
    parameters: "one: Long, two: Long",
    result: "Integer",
    doc: "The order of two numbers.",
    examples: &[("Long.compare(1L, 2L)", "-1")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 2, 2)?;
    Ok(Value::Integer(args.long(0)?.cmp(&args.long(1)?) as i32))
}
