//! `Map.clear`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Map",
    name: "clear",
    parameters: "",
    result: "null",
    doc: "Removes all entries.",
    examples: &[("def m = [a: 1]; m.clear(); m", "[:]")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let Value::Map(map) = this else {
        return mismatch();
    };
    run.clear(map)?;
    Ok(Value::Null)
}
