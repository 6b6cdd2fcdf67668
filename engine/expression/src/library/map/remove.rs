//! `Map.remove`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Key, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Map",
    name: "remove",
    parameters: "key: Object, value: Object?",
    result: "Object?",
    doc: "Removes an entry and gives its value; with a value, tells whether that entry went.",
    examples: &[
        ("def m = [a: 1]; m.remove('a')", "1"),
        ("def m = [a: 1]; m.remove('a', 2)", "false"),
    ],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 2)?;
    let Value::Map(map) = this else {
        return mismatch();
    };
    let key = Key::new(args.value(0).clone());
    if args.len() == 2 {
        let held = run.lookup_key(map, &key).map(Key::new);
        let same = held == Some(Key::new(args.value(1).clone()));
        if same {
            run.remove(map, &key)?;
        }
        return Ok(Value::Boolean(same));
    }
    Ok(run.remove(map, &key)?.unwrap_or_default())
}
