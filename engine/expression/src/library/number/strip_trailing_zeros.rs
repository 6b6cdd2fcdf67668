//! `BigDecimal.stripTrailingZeros`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Decimal, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "BigDecimal",
    name: "stripTrailingZeros",
    parameters: "",
    result: "BigDecimal",
    doc: "Without zeros at the end.",
    examples: &[("2.50.stripTrailingZeros()", "2.5")],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let Value::BigDecimal(decimal) = this else {
        return mismatch();
    };
    if decimal.digits == 0.into() {
        return Ok(Value::decimal(Decimal::new(0.into(), 0)));
    }
    Ok(Value::decimal(decimal.stripped_to(-10_000)))
}
