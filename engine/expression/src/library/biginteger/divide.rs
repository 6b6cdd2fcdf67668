//! `BigInteger.divide`

use crate::call::mismatch;
use crate::error::{Kind, Outcome, fail};
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "BigInteger",
    name: "divide",
    parameters: "other: BigInteger",
    result: "BigInteger",
    doc: "The whole quotient.",
    examples: &[("new BigInteger('5').divide(new BigInteger('3'))", "1")],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let Value::BigInteger(value) = this else {
        return mismatch();
    };
    let Value::BigInteger(other) = args.value(0) else {
        return mismatch();
    };
    if other.bits() == 0 {
        return fail(Kind::Arithmetic, "division by zero");
    }
    Ok(Value::big_integer(&**value / &**other))
}
