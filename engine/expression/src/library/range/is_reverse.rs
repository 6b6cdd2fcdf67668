//! `Range.isReverse`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Range",
    name: "isReverse",
    parameters: "",
    result: "Boolean",
    doc: "Whether it counts down.",
    examples: &[("(3..1).reverse", "true")],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let Value::Range(range) = this else {
        return mismatch();
    };
    Ok(Value::Boolean(range.reverse))
}
