//! `BigDecimal.unscaledValue`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "BigDecimal",
    name: "unscaledValue",
    parameters: "",
    result: "BigInteger",
    doc: "Its digits as a whole number.",
    examples: &[("2.50.unscaledValue()", "250")],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let Value::BigDecimal(value) = this else {
        return mismatch();
    };
    Ok(Value::big_integer(value.digits.clone()))
}
