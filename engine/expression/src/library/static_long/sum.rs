//! `static Long.sum`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Long",
    name: "sum",
    parameters: "one: Long, two: Long",
    result: "Long",
    doc: "The sum of two numbers.",
    examples: &[("Long.sum(1, 2)", "3")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 2, 2)?;
    Ok(Value::Long(args.long(0)?.wrapping_add(args.long(1)?)))
}
