//! `static Double.isInfinite`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Double",
    name: "isInfinite",
    parameters: "value: Number",
    result: "Boolean",
    doc: "Whether it is infinite.",
    examples: &[("Double.isInfinite(1d / 0)", "true")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    Ok(Value::Boolean(args.number(0)?.to_f64().is_infinite()))
}
