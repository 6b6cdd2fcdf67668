//! `Number.round`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::operator::number;
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Number",
    name: "round",
    parameters: "places: Integer?",
    result: "Number",
    doc: "Rounded to whole numbers or to so many places.",
    examples: &[("2.5d.round()", "3"), ("3.75d.round(1)", "3.8")],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 0, 1)?;
    let Some(num) = number(this) else {
        return mismatch();
    };
    match this {
        // `BigDecimal.round` takes a MathContext.
        Value::BigDecimal(_) if args.len() == 0 => crate::error::fail(
            crate::error::Kind::NullPointer,
            "a decimal needs `setScale` to be rounded",
        ),
        Value::Double(_) | Value::Float(_) => {
            let value = num.to_f64();
            if args.len() == 0 {
                let rounded = (value + 0.5).floor();
                return Ok(match this {
                    Value::Float(_) => Value::Integer(rounded as i32),
                    _ => Value::Long(rounded as i64),
                });
            }
            let factor = 10_f64.powi(args.int(0)?);
            let rounded = (value * factor + 0.5).floor() / factor;
            Ok(match this {
                Value::Float(_) => Value::Float(rounded as f32),
                _ => Value::Double(rounded),
            })
        }
        _ => mismatch(),
    }
}
