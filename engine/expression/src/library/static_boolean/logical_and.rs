//! `static Boolean.logicalAnd`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Boolean",
    name: "logicalAnd",
    parameters: "one: Boolean, two: Boolean",
    result: "Boolean",
    doc: "Both, either or exactly one, as the name says.",
    examples: &[("Boolean.logicalAnd(true, false)", "false")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 2, 2)?;
    match (args.value(0), args.value(1)) {
        (Value::Boolean(one), Value::Boolean(two)) => Ok(Value::Boolean(*one & *two)),
        _ => mismatch(),
    }
}
