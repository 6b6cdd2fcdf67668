//! `Number.toBigInteger`

use crate::call::mismatch;
use crate::convert::NumberType;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::operator::number;
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Number",
    name: "toBigInteger",
    parameters: "",
    result: "BigInteger",
    doc: "The number as a whole number of any size.",
    examples: &[("5.toBigInteger()", "5")],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let Some(num) = number(this) else {
        return mismatch();
    };
    NumberType::BigInteger.convert(&num)
}
