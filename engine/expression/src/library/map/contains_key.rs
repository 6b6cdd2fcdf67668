//! `Map.containsKey`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Key, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Map",
    name: "containsKey",
    parameters: "key: Object",
    result: "Boolean",
    doc: "Whether the map has the key.",
    examples: &[("[a: null].containsKey('a')", "true")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let Value::Map(map) = this else {
        return mismatch();
    };
    Ok(Value::Boolean(
        run.lookup_key(map, &Key::new(args.value(0).clone()))
            .is_some(),
    ))
}
