//! `DecimalFormat.setGroupingUsed`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function, number_pattern};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "DecimalFormat",
    name: "setGroupingUsed",
    parameters: "used: Boolean",
    result: "null",
    doc: "Whether digits stand in groups.",
    examples: &[("def f = java.text.NumberFormat.getInstance(); f.setGroupingUsed(false); f.format(12345)", "12345")],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let Value::Boolean(used) = args.value(0) else {
        return mismatch();
    };
    number_pattern(this)?.grouped = *used;
    Ok(Value::Null)
}
