//! `static Double.compare`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Double",
    name: "compare",
    parameters: "a: Double, b: Double",
    result: "Integer",
    doc: "-1, 0 or 1 by order.",
    examples: &[("Double.compare(1, 2)", "-1")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 2, 2)?;
    Ok(Value::Integer(
        args.number(0)?
            .to_f64()
            .total_cmp(&args.number(1)?.to_f64()) as i32,
    ))
}
