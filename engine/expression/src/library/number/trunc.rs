//! `Number.trunc`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Number",
    name: "trunc",
    parameters: "places: Integer?",
    result: "Number",
    doc: "Cut off after so many places.",
    examples: &[("3.79d.trunc(1)", "3.7")],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 0, 1)?;
    let places = if args.len() == 1 { args.int(0)? } else { 0 };
    match this {
        Value::Double(value) => {
            let factor = 10_f64.powi(places);
            Ok(Value::Double((value * factor).trunc() / factor))
        }
        _ => mismatch(),
    }
}
