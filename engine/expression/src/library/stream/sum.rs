//! `Stream.sum`

use crate::error::Outcome;
use crate::library::{Arguments, Function, streamed};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Stream",
    name: "sum",
    parameters: "",
    result: "Number",
    doc: "The numbers added up.",
    examples: &[("[1, 2].stream().mapToInt{ it }.sum()", "3")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let items = streamed(this)?;
    let mut sum = Value::Integer(0);
    for item in items {
        sum = crate::operator::add(run, &sum, item)?;
    }
    Ok(sum)
}
