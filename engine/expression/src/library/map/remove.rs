//! `Map.remove`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Key, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Map",
    name: "remove",
    parameters: "key: Object",
    result: "Object?",
    doc: "Removes an entry and gives its value.",
    examples: &[("def m = [a: 1]; m.remove('a')", "1")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let Value::Map(map) = this else {
        return mismatch();
    };
    Ok(run
        .remove(map, &Key::new(args.value(0).clone()))?
        .unwrap_or_default())
}
