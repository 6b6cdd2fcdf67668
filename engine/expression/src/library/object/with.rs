//! `Object.with`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::{Run, lock};
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Object",
    name: "with",
    parameters: "closure: Closure",
    result: "Object?",
    doc: "Calls the closure with the value as its delegate.",
    examples: &[("[a: 1].with{ a + 1 }", "2")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let closure = args.closure(0)?;
    lock(&run.state.delegates).push(this.clone());
    let result = crate::call::invoke_closure(run, closure, std::slice::from_ref(this));
    lock(&run.state.delegates).pop();
    result
}
