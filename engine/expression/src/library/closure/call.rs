//! `Closure.call`

use crate::call::invoke;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Closure",
    name: "call",
    parameters: "arguments: Object...",
    result: "Object?",
    doc: "Calls the closure.",
    examples: &[("def f = { it + 1 }; f.call(1)", "2")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 0, usize::MAX)?;
    invoke(run, this, args.all())
}
