//! `static Boolean.compare`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Boolean",
    name: "compare",
    parameters: "one: Boolean, two: Boolean",
    result: "Integer",
    doc: "The order of two values, false first.",
    examples: &[("Boolean.compare(true, false)", "1")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 2, 2)?;
    match (args.value(0), args.value(1)) {
        (Value::Boolean(one), Value::Boolean(two)) => Ok(Value::Integer(one.cmp(two) as i32)),
        _ => mismatch(),
    }
}
