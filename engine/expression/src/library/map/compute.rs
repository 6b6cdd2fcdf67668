//! `Map.compute`

use crate::call::{invoke, mismatch};
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Key, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Map",
    name: "compute",
    parameters: "key: Object, closure: Closure",
    result: "Object?",
    doc: "Sets what the closure makes of key and value; null removes the key.",
    examples: &[(
        "def m = [a: 1]; m.compute('a'){ k, v -> v + 1 }; m",
        "[a:2]",
    )],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 2, 2)?;
    let Value::Map(map) = this else {
        return mismatch();
    };
    args.closure(1)?;
    let key = Key::new(args.value(0).clone());
    let old = run.lookup_key(map, &key).unwrap_or_default();
    let made = invoke(run, args.value(1), &[key.to_value(), old])?;
    if made.is_null() {
        run.remove(map, &key)?;
    } else {
        run.put(map, key, made.clone())?;
    }
    Ok(made)
}
