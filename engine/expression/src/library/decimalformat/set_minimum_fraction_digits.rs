//! `DecimalFormat.setMinimumFractionDigits`

use crate::error::Outcome;
use crate::library::{Function, digits_shown, number_pattern};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "DecimalFormat",
    name: "setMinimumFractionDigits",
    parameters: "digits: Integer",
    result: "null",
    doc: "Sets how many places are shown at least.",
    examples: &[("def f = new java.text.DecimalFormat('0.##'); f.setMinimumFractionDigits(2); f.format(1)", "1.00")],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let places = digits_shown(arguments)?;
    let mut pattern = number_pattern(this)?;
    pattern.least_places = places;
    pattern.most_places = pattern.most_places.max(places);
    Ok(Value::Null)
}
