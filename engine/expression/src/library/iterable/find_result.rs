//! `Iterable.findResult`

use crate::call::invoke;
use crate::collection::walk;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Iterable",
    name: "findResult",
    parameters: "closure: Closure",
    result: "Object?",
    doc: "The first result of the closure that is not null.",
    examples: &[("[1, 2].findResult{ it > 1 ? 'x' : null }", "x")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let items = walk(run, this)?;
    args.closure(0)?;
    for item in items {
        let result = invoke(run, args.value(0), &[item])?;
        if !result.is_null() {
            return Ok(result);
        }
    }
    Ok(Value::Null)
}
