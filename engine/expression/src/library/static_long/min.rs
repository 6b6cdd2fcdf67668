//! `static Long.min`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Long",
    name: "min",
    parameters: "one: Long, two: Long",
    result: "Long",
    doc: "The smaller of two numbers.",
    examples: &[("Long.min(1L, 2L)", "1")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 2, 2)?;
    Ok(Value::Long(args.long(0)?.min(args.long(1)?)))
}
