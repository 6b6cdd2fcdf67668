//! `Collection.removeIf`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Collection",
    name: "removeIf",
    parameters: "closure: Closure",
    result: "Boolean",
    doc: "Removes the members that the closure accepts.",
    examples: &[("def a = [1, 2]; a.removeIf{ it > 1 }; a", "[1]")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let Value::List(list) = this else {
        return mismatch();
    };
    args.closure(0)?;
    crate::library::keep(run, list, args.value(0), false)
}
