//! `Map.containsValue`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Key, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Map",
    name: "containsValue",
    parameters: "value: Object",
    result: "Boolean",
    doc: "Whether a value of the map equals one.",
    examples: &[("[a: 1].containsValue(1)", "true")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let Value::Map(map) = this else {
        return mismatch();
    };
    let entries = run.entries(map)?;
    let wanted = Key::new(args.value(0).clone());
    Ok(Value::Boolean(
        entries
            .into_iter()
            .any(|(_, value)| Key::new(value) == wanted),
    ))
}
