//! `Iterable.forEach`

use crate::call::invoke;
use crate::collection::walk;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Iterable",
    name: "forEach",
    parameters: "closure: Closure",
    result: "null",
    doc: "Calls the closure with each member.",
    examples: &[("def s = ''; ['a', 'b'].forEach{ s += it }; s", "ab")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let items = walk(run, this)?;
    args.closure(0)?;
    for item in items {
        invoke(run, args.value(0), &[item])?;
    }
    Ok(Value::Null)
}
