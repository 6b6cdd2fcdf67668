//! `BigDecimal.remainder`

use crate::call::mismatch;
use crate::error::{Kind, Outcome, fail};
use crate::library::{Arguments, Function};
use crate::operator::number;
use crate::run::Run;
use crate::value::{Decimal, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "BigDecimal",
    name: "remainder",
    parameters: "other: BigDecimal",
    result: "BigDecimal",
    doc: "The rest of the whole quotient.",
    examples: &[("2.50.remainder(2.0)", "0.50")],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let Value::BigDecimal(value) = this else {
        return mismatch();
    };
    let other = match args.value(0) {
        Value::BigDecimal(other) => (**other).clone(),
        other => match number(other).and_then(|number| number.to_decimal()) {
            Some(other) => other,
            None => return mismatch(),
        },
    };
    if other.digits.bits() == 0 {
        return fail(Kind::Arithmetic, "division by zero");
    }
    let scale = value.scale.max(other.scale);
    if value.scale < 0 || other.scale < 0 {
        return fail(
            Kind::Unsupported,
            "the rest of such numbers is not available",
        );
    }
    let (one, two) = (value.with_scale(scale), other.with_scale(scale));
    Ok(Value::decimal(Decimal::new(
        &one.digits % &two.digits,
        scale,
    )))
}
