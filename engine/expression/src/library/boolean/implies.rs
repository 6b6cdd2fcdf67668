//! `Boolean.implies`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Boolean",
    name: "implies",
    parameters: "other: Boolean",
    result: "Boolean",
    doc: "False only where the first is true and the second false.",
    examples: &[("true.implies(false)", "false")],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    match (this, args.value(0)) {
        (Value::Boolean(one), Value::Boolean(two)) => Ok(Value::Boolean(!one || *two)),
        _ => mismatch(),
    }
}
