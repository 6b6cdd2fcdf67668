//! `Range.toString`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Range",
    name: "toString",
    parameters: "",
    result: "String",
    doc: "The ends of the range.",
    examples: &[("(1..3).toString()", "1..3")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    match this {
        Value::Range(range) => run.text(range.ends()),
        _ => run.text("[]"),
    }
}
