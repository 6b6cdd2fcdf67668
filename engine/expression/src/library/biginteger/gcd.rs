//! `BigInteger.gcd`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;
use num_bigint::BigInt;

pub(crate) static FUNCTION: Function = Function {
    receiver: "BigInteger",
    name: "gcd",
    parameters: "other: BigInteger",
    result: "BigInteger",
    doc: "The greatest common divisor.",
    examples: &[("new BigInteger('12').gcd(new BigInteger('18'))", "6")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let Value::BigInteger(value) = this else {
        return mismatch();
    };
    let Value::BigInteger(other) = args.value(0) else {
        return mismatch();
    };
    let (mut one, mut two) = ((**value).clone(), (**other).clone());
    while two.bits() > 0 {
        run.charge(2 + (one.bits() / 64) as usize)?;
        let rest = &one % &two;
        one = two;
        two = rest;
    }
    Ok(Value::big_integer(BigInt::from(one.magnitude().clone())))
}
