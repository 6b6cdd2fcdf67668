//! `static Double.isNaN`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Double",
    name: "isNaN",
    parameters: "value: Number",
    result: "Boolean",
    doc: "Whether it is no number.",
    examples: &[("Double.isNaN(1d)", "false")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    Ok(Value::Boolean(args.number(0)?.to_f64().is_nan()))
}
