//! `Map.putIfAbsent`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Key, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Map",
    name: "putIfAbsent",
    parameters: "key: Object, value: Object",
    result: "Object?",
    doc: "Puts an entry unless the key has a value.",
    examples: &[("def m = [a: 1]; m.putIfAbsent('a', 2); m", "[a:1]")],
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
            run.put(map, key, args.value(1).clone())?;
            Ok(Value::Null)
        }
    }
}
