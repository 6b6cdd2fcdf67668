//! `static Long.signum`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Long",
    name: "signum",
    parameters: "value: Long",
    result: "Integer",
    doc: "-1, 0 or 1 by the sign.",
    examples: &[("Long.signum(-5)", "-1")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    Ok(Value::Integer(args.long(0)?.signum() as i32))
}
