//! `static Math.round`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Math",
    name: "round",
    parameters: "value: Number",
    result: "Long",
    doc: "Rounded to the nearest whole number, halves up.",
    examples: &[("Math.round(2.5d)", "3")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let value = args.number(0)?.to_f64();
    Ok(match args.value(0) {
        Value::Float(_) => Value::Integer((value + 0.5).floor() as i32),
        _ => Value::Long((value + 0.5).floor() as i64),
    })
}
