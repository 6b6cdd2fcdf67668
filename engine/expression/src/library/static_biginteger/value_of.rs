//! `static BigInteger.valueOf`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static BigInteger",
    name: "valueOf",
    parameters: "value: Long",
    result: "BigInteger",
    doc: "The whole number of any size.",
    examples: &[("BigInteger.valueOf(5)", "5")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    Ok(Value::big_integer(args.long(0)?.into()))
}
