//! `Number.toLong`

use crate::call::mismatch;
use crate::convert::NumberType;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::operator::number;
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Number",
    name: "toLong",
    parameters: "",
    result: "Long",
    doc: "The number as a Long.",
    examples: &[("5.toLong()", "5")],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let Some(num) = number(this) else {
        return mismatch();
    };
    NumberType::Long.convert(&num)
}
