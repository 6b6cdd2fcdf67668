//! `Number.toFloat`

use crate::call::mismatch;
use crate::convert::NumberType;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::operator::number;
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Number",
    name: "toFloat",
    parameters: "",
    result: "Float",
    doc: "The number as a Float.",
    examples: &[("5.toFloat()", "5.0")],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let Some(num) = number(this) else {
        return mismatch();
    };
    NumberType::Float.convert(&num)
}
