//! `BigDecimal.setScale`

use crate::call::mismatch;
use crate::error::{Kind, Outcome, fail};
use crate::library::{Arguments, Function};
use crate::run::{Run, limit};
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "BigDecimal",
    name: "setScale",
    parameters: "places: Integer, mode: Object?",
    result: "BigDecimal",
    doc: "With so many places.",
    examples: &[("2.345.setScale(2, BigDecimal.ROUND_HALF_UP)", "2.35")],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 2)?;
    let Value::BigDecimal(decimal) = this else {
        return mismatch();
    };
    let places = i64::from(args.int(0)?);
    if places.abs() > 1_000 {
        return limit("a number has too many places");
    }
    let mode = if args.len() == 2 {
        crate::library::rounding_of(args.value(1))
    } else {
        Some(7)
    };
    match mode.and_then(|mode| crate::library::rounded(decimal, places, mode)) {
        Some(rounded) => Ok(Value::decimal(rounded)),
        None => fail(Kind::Arithmetic, "rounding is necessary"),
    }
}
