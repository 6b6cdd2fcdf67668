//! `static Float.isFinite`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Float",
    name: "isFinite",
    parameters: "value: Number",
    result: "Boolean",
    doc: "Whether it is a finite number.",
    examples: &[("Float.isFinite(1d)", "true")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    Ok(Value::Boolean(args.number(0)?.to_f64().is_finite()))
}
