//! `DecimalFormat.setRoundingMode`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function, number_pattern, rounding_of};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "DecimalFormat",
    name: "setRoundingMode",
    parameters: "mode: RoundingMode",
    result: "null",
    doc: "Sets how places are rounded off.",
    examples: &[("def f = new java.text.DecimalFormat('0.0'); f.setRoundingMode(java.math.RoundingMode.UP); f.format(1.21)", "1.3")],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let Some(mode) = rounding_of(args.value(0)) else {
        return mismatch();
    };
    number_pattern(this)?.rounding = mode;
    Ok(Value::Null)
}
