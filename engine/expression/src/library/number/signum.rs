//! `Number.signum`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::operator::number;
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Number",
    name: "signum",
    parameters: "",
    result: "Integer",
    doc: "The sign as -1, 0 or 1.",
    examples: &[("2.5.signum()", "1")],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    if !matches!(this, Value::BigDecimal(_) | Value::BigInteger(_)) {
        return crate::call::mismatch();
    }
    let Some(num) = number(this) else {
        return mismatch();
    };
    Ok(Value::Integer(
        num.to_f64()
            .partial_cmp(&0.0)
            .map_or(0, |order| order as i32),
    ))
}
