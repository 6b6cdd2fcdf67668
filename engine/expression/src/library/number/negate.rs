//! `Number.negate`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Number",
    name: "negate",
    parameters: "",
    result: "Number",
    doc: "With the other sign.",
    examples: &[("2.5.negate()", "-2.5")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    if !matches!(this, Value::BigDecimal(_) | Value::BigInteger(_)) {
        return crate::call::mismatch();
    }
    crate::operator::negate(run, this)
}
