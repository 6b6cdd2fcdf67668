//! `BigInteger.modPow`

use crate::call::mismatch;
use crate::error::{Kind, Outcome, fail};
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "BigInteger",
    name: "modPow",
    parameters: "exponent: BigInteger, modulus: BigInteger",
    result: "BigInteger",
    doc: "The power modulo a number.",
    examples: &[(
        "new BigInteger('5').modPow(new BigInteger('3'), new BigInteger('7'))",
        "6",
    )],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 2, 2)?;
    let Value::BigInteger(value) = this else {
        return mismatch();
    };
    let (Value::BigInteger(exponent), Value::BigInteger(modulus)) = (args.value(0), args.value(1))
    else {
        return mismatch();
    };
    if modulus.sign() != num_bigint::Sign::Plus {
        return fail(Kind::Arithmetic, "the modulus is not positive");
    }
    if exponent.sign() == num_bigint::Sign::Minus
        || exponent.bits().saturating_mul(modulus.bits()) > 1_000_000
    {
        return fail(Kind::Unsupported, "this power is not available");
    }
    // Two products, and what is left of them, for each bit of the exponent.
    let words = 1 + usize::try_from(modulus.bits() / 64).unwrap_or(usize::MAX);
    let bits = usize::try_from(exponent.bits()).unwrap_or(usize::MAX);
    run.charge(words.saturating_mul(words).saturating_mul(bits) / 32)?;
    let power = value.modpow(exponent, modulus);
    Ok(Value::big_integer(power))
}
