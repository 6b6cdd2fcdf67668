//! `Map.get`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Key, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Map",
    name: "get",
    parameters: "key: Object, fallback: Object?",
    result: "Object?",
    doc: "The value of a key; a fallback is put into the map and given.",
    examples: &[("[a: 1].get('a')", "1")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 2)?;
    let Value::Map(map) = this else {
        return mismatch();
    };
    let key = Key::new(args.value(0).clone());
    match run.lookup_key(map, &key) {
        Some(value) => Ok(value),
        None if args.len() == 2 => {
            run.put(map, key, args.value(1).clone())?;
            Ok(args.value(1).clone())
        }
        None => crate::access::map_default(run, this, map, key),
    }
}
