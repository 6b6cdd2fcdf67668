//! `BigDecimal.divide`

use crate::call::mismatch;
use crate::error::{Kind, Outcome, fail};
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Decimal, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "BigDecimal",
    name: "divide",
    parameters: "other: Number, places: Integer?, mode: Object?",
    result: "BigDecimal",
    doc: "The quotient, to so many places.",
    examples: &[("10.0.divide(4.0)", "2.5")],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 3)?;
    let Value::BigDecimal(decimal) = this else {
        return mismatch();
    };
    let Some(other) = args.number(0)?.to_decimal() else {
        return mismatch();
    };
    if matches!(other.to_plain().trim_matches(['0', '.', '-']), "") {
        return fail(Kind::Arithmetic, "division by zero");
    }
    let (places, mode) = match args.all() {
        [_] => {
            let quotient = decimal.divide(&other);
            if quotient.multiply(&other).compare(decimal) != std::cmp::Ordering::Equal {
                return fail(Kind::Arithmetic, "the quotient has no end");
            }
            return Ok(Value::decimal(quotient));
        }
        [_, mode] => (decimal.scale, crate::library::rounding_of(mode)),
        [_, Value::Integer(places), mode] if *places <= 1_000 => {
            (i64::from(*places), crate::library::rounding_of(mode))
        }
        _ => return mismatch(),
    };
    let Some(mode) = mode else { return mismatch() };
    // Ten digits beyond the wanted place decide every rounding but that of exact halves.
    let wide = Decimal::new(decimal.digits.clone(), decimal.scale)
        .with_scale(decimal.scale.max(0) + places.max(0) + other.scale.max(0) + 30);
    let quotient = Decimal::new(&wide.digits / &other.digits, wide.scale - other.scale);
    match crate::library::rounded(&quotient, places, mode) {
        Some(rounded) => Ok(Value::decimal(rounded)),
        None => fail(Kind::Arithmetic, "rounding is necessary"),
    }
}
