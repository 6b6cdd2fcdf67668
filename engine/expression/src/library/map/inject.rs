//! `Map.inject`

use crate::call::{invoke, mismatch};
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Map",
    name: "inject",
    parameters: "initial: Object, closure: Closure",
    result: "Object?",
    doc: "Folds the entries into one value.",
    examples: &[("[a: 1, b: 2].inject(0){ s, k, v -> s + v }", "3")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 2, 2)?;
    let Value::Map(map) = this else {
        return mismatch();
    };
    let entries = run.entries(map)?;
    let closure = args.closure(1)?;
    let mut result = args.value(0).clone();
    for (key, value) in entries {
        result = if closure.signature.types.len() == 3 {
            invoke(run, args.value(1), &[result, key.to_value(), value])?
        } else {
            invoke(
                run,
                args.value(1),
                &[result, crate::collection::entry(Some(map), key, value)],
            )?
        };
    }
    Ok(result)
}
