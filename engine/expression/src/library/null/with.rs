//! `null.with`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "null",
    name: "with",
    parameters: "closure: Closure",
    result: "Object?",
    doc: "Calls the closure with null.",
    examples: &[("null.with{ 1 }", "1")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let closure = args.closure(0)?;
    crate::call::invoke_closure(run, closure, std::slice::from_ref(this))
}
