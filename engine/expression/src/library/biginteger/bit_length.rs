//! `BigInteger.bitLength`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;
use num_bigint::BigInt;

pub(crate) static FUNCTION: Function = Function {
    receiver: "BigInteger",
    name: "bitLength",
    parameters: "",
    result: "Integer",
    doc: "How many bits it takes.",
    examples: &[("new BigInteger('5').bitLength()", "3")],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let Value::BigInteger(value) = this else {
        return mismatch();
    };
    let bits = if value.sign() == num_bigint::Sign::Minus {
        (&**value + BigInt::from(1)).bits()
    } else {
        value.bits()
    };
    Ok(Value::Integer(bits as i32))
}
