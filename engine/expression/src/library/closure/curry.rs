//! `Closure.curry`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Closure",
    name: "curry",
    parameters: "arguments: Object...",
    result: "Closure",
    doc: "The closure with its first arguments given.",
    examples: &[("def f = { a, b -> a - b }; f.curry(5)(3)", "2")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, usize::MAX)?;
    crate::library::curry(run, this, args.all(), true)
}
