//! `Collection.clear`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Collection",
    name: "clear",
    parameters: "",
    result: "null",
    doc: "Removes all members.",
    examples: &[("def a = [1]; a.clear(); a", "[]")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let Value::List(list) = this else {
        return mismatch();
    };
    run.change(list, Vec::clear)?;
    Ok(Value::Null)
}
