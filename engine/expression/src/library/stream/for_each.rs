//! `Stream.forEach`

use crate::call::invoke;
use crate::error::Outcome;
use crate::library::{Arguments, Function, streamed};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Stream",
    name: "forEach",
    parameters: "closure: Closure",
    result: "null",
    doc: "Calls the closure with each.",
    examples: &[("def r = 0; [1, 2].stream().forEach{ r += it }; r", "3")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let items = streamed(this)?;
    args.closure(0)?;
    for item in items {
        invoke(run, args.value(0), std::slice::from_ref(item))?;
    }
    Ok(Value::Null)
}
