//! `Map.computeIfAbsent`

use crate::call::{invoke, mismatch};
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Key, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Map",
    name: "computeIfAbsent",
    parameters: "key: Object, closure: Closure",
    result: "Object?",
    doc: "The value of a key, computed and put when absent.",
    examples: &[("def m = [:]; m.computeIfAbsent('a'){ 1 }; m", "[a:1]")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 2, 2)?;
    let Value::Map(map) = this else {
        return mismatch();
    };
    let key = Key::new(args.value(0).clone());
    match run.lookup_key(map, &key) {
        Some(value) if !value.is_null() => Ok(value),
        _ => {
            let made = invoke(run, args.value(1), &[args.value(0).clone()])?;
            if !made.is_null() {
                run.put(map, key, made.clone())?;
            }
            Ok(made)
        }
    }
}
