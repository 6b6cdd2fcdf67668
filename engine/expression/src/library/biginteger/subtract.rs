//! `BigInteger.subtract`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "BigInteger",
    name: "subtract",
    parameters: "other: BigInteger",
    result: "BigInteger",
    doc: "The difference.",
    examples: &[("new BigInteger('5').subtract(new BigInteger('3'))", "2")],
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
    Ok(Value::big_integer(&**value - &**other))
}
