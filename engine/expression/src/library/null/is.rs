//! `null.is`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "null",
    name: "is",
    parameters: "other: Object",
    result: "Boolean",
    doc: "Whether the other is null too.",
    examples: &[("null.is(null)", "true")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    Ok(Value::Boolean(args.value(0).is_null()))
}
