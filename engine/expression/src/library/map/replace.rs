//! `Map.replace`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Key, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Map",
    name: "replace",
    parameters: "key: Object, value: Object",
    result: "Object?",
    doc: "Sets the value of a key that is there, and gives the old one.",
    examples: &[(
        "def m = [a: 1]; m.replace('a', 2); m.replace('b', 2); m",
        "[a:2]",
    )],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 2, 2)?;
    let Value::Map(map) = this else {
        return mismatch();
    };
    let key = Key::new(args.value(0).clone());
    match run.lookup_key(map, &key) {
        Some(old) => {
            run.put(map, key, args.value(1).clone())?;
            Ok(old)
        }
        None => Ok(Value::Null),
    }
}
