//! `BigInteger.pow`

use crate::call::mismatch;
use crate::error::{Kind, Outcome, fail};
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "BigInteger",
    name: "pow",
    parameters: "exponent: Integer",
    result: "BigInteger",
    doc: "The power.",
    examples: &[("new BigInteger('2').pow(70)", "1180591620717411303424")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let Value::BigInteger(value) = this else {
        return mismatch();
    };
    let Ok(exponent) = u32::try_from(args.int(0)?) else {
        return fail(Kind::Arithmetic, "the exponent is negative");
    };
    if value.bits().saturating_mul(u64::from(exponent)) > 100_000 {
        return crate::run::limit("a number grows too long");
    }
    run.charge((value.bits().saturating_mul(u64::from(exponent)) / 16) as usize)?;
    Ok(Value::big_integer(value.pow(exponent)))
}
