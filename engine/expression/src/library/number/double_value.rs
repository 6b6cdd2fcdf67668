//! `Number.doubleValue`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::operator::number;
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Number",
    name: "doubleValue",
    parameters: "",
    result: "Double",
    doc: "The number as a Double.",
    examples: &[("5.doubleValue()", "5.0")],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let Some(num) = number(this) else {
        return mismatch();
    };
    Ok(Value::Double(num.to_f64()))
}
