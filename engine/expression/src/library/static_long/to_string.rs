//! `static Long.toString`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;
use num_bigint::BigInt;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Long",
    name: "toString",
    parameters: "value: Long, radix: Integer?",
    result: "String",
    doc: "The digits of a whole number, in a base of 2 to 36.",
    examples: &[
        ("Long.toString(12)", "12"),
        ("Long.toString(-255, 16)", "-ff"),
    ],
    run,
};

fn run(run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 2)?;
    let radix = if args.len() == 2 { args.int(1)? } else { 10 };
    run.text(crate::library::digits(&BigInt::from(args.long(0)?), radix))
}
