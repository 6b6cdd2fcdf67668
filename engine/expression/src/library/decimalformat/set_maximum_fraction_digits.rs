//! `DecimalFormat.setMaximumFractionDigits`

use crate::error::Outcome;
use crate::library::{Function, digits_shown, number_pattern};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "DecimalFormat",
    name: "setMaximumFractionDigits",
    parameters: "digits: Integer",
    result: "null",
    doc: "Sets how many places are shown at most.",
    examples: &[("def f = new java.text.DecimalFormat('0.##'); f.setMaximumFractionDigits(1); f.format(1.25)", "1.2")],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let places = digits_shown(arguments)?;
    let mut pattern = number_pattern(this)?;
    pattern.most_places = places;
    pattern.least_places = pattern.least_places.min(places);
    Ok(Value::Null)
}
