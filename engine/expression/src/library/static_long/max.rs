//! `static Long.max`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Long",
    name: "max",
    parameters: "one: Long, two: Long",
    result: "Long",
    doc: "The larger of two numbers.",
    examples: &[("Long.max(1L, 2L)", "2")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 2, 2)?;
    Ok(Value::Long(args.long(0)?.max(args.long(1)?)))
}
