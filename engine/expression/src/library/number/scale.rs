//! `BigDecimal.scale`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "BigDecimal",
    name: "scale",
    parameters: "",
    result: "Integer",
    doc: "The number of places.",
    examples: &[("2.50.scale()", "2")],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let Value::BigDecimal(decimal) = this else {
        return mismatch();
    };
    Ok(Value::Integer(decimal.scale as i32))
}
