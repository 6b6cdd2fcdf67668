//! `DecimalFormat.setMinimumIntegerDigits`

use crate::error::Outcome;
use crate::library::{Arguments, Function, number_pattern};
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
    const MOST: usize = 340;
    let args = Arguments::new(arguments, 1, 1)?;
    let places = usize::try_from(args.int(0)?).unwrap_or(0).min(MOST);
    let mut pattern = number_pattern(this)?;
    pattern.least_whole = places;
    Ok(Value::Null)
}
