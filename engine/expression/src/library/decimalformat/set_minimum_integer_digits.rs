//! `DecimalFormat.setMinimumIntegerDigits`

use crate::error::Outcome;
use crate::library::{Function, digits_shown, number_pattern};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "DecimalFormat",
    name: "setMinimumIntegerDigits",
    parameters: "digits: Integer",
    result: "null",
    doc: "Sets how many digits stand before the point at least.",
    examples: &[("def f = new java.text.DecimalFormat('0.##'); f.setMinimumIntegerDigits(3); f.format(5)", "005")],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    number_pattern(this)?.least_whole = digits_shown(arguments)?;
    Ok(Value::Null)
}
