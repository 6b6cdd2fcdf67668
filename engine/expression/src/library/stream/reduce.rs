//! `Stream.reduce`

use crate::call::invoke;
use crate::error::Outcome;
use crate::library::{Arguments, Function, streamed};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Stream",
    name: "reduce",
    parameters: "start: Object, closure: Closure",
    result: "Object",
    doc: "What the closure makes of all of them.",
    examples: &[("[1, 2].stream().reduce(0){ a, b -> a + b }", "3")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 2, 2)?;
    let items = streamed(this)?;
    args.closure(1)?;
    let mut result = args.value(0).clone();
    for item in items {
        result = invoke(run, args.value(1), &[result, item.clone()])?;
    }
    Ok(result)
}
