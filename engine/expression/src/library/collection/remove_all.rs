//! `Collection.removeAll`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Collection",
    name: "removeAll",
    parameters: "values: Object",
    result: "Boolean",
    doc: "Removes the members that are among the values, or that the closure accepts.",
    examples: &[("def a = [1, 2]; a.removeAll([1]); a", "[2]")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let Value::List(list) = this else {
        return mismatch();
    };
    crate::library::keep(run, list, args.value(0), false)
}
