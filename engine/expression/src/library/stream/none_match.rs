//! `Stream.noneMatch`

use crate::call::invoke;
use crate::error::Outcome;
use crate::library::{Arguments, Function, streamed};
use crate::operator::truth;
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Stream",
    name: "noneMatch",
    parameters: "closure: Closure",
    result: "Boolean",
    doc: "Whether the closure accepts any, all or none, as the name says.",
    examples: &[("[1, 2].stream().noneMatch{ it > 1 }", "false")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let items = streamed(this)?;
    args.closure(0)?;
    for item in items {
        let verdict = invoke(run, args.value(0), std::slice::from_ref(item))?;
        if truth(run, &verdict) {
            return Ok(Value::Boolean(false));
        }
    }
    Ok(Value::Boolean(true))
}
