//! `Map.getOrDefault`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Key, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Map",
    name: "getOrDefault",
    parameters: "key: Object, fallback: Object",
    result: "Object?",
    doc: "The value of a key, else a fallback.",
    examples: &[("[a: 1].getOrDefault('b', 2)", "2")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 2, 2)?;
    let Value::Map(map) = this else {
        return mismatch();
    };
    let key = Key::new(args.value(0).clone());
    Ok(run
        .lookup_key(map, &key)
        .unwrap_or_else(|| args.value(1).clone()))
}
