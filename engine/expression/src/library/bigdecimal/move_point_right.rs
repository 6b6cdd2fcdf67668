//! `BigDecimal.movePointRight`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Decimal, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "BigDecimal",
    name: "movePointRight",
    parameters: "places: Integer",
    result: "BigDecimal",
    doc: "With the point moved.",
    examples: &[("2.5.movePointRight(1)", "25")],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let Value::BigDecimal(value) = this else {
        return mismatch();
    };
    let scale = value.scale - i64::from(args.int(0)?);
    if scale.abs() > 10_000 {
        return crate::run::limit("a number grows too long");
    }
    let moved = Decimal::new(value.digits.clone(), scale);
    Ok(Value::decimal(if scale < 0 {
        moved.with_scale(0)
    } else {
        moved
    }))
}
