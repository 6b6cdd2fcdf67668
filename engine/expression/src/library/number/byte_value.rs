//! `Number.byteValue`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::operator::number;
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Number",
    name: "byteValue",
    parameters: "",
    result: "Number",
    doc: "Cut to the bits of the type.",
    examples: &[("7.byteValue()", "7")],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let Some(num) = number(this) else {
        return mismatch();
    };
    Ok(Value::Byte(num.to_i64() as i8))
}
