//! `Map.merge`

use crate::call::{invoke, mismatch};
use crate::error::{Kind, Outcome, fail};
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Key, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Map",
    name: "merge",
    parameters: "key: Object, value: Object, closure: Closure",
    result: "Object?",
    doc: "Sets a value, or what the closure makes of the old and the new one.",
    examples: &[(
        "def m = [a: 1]; m.merge('a', 5){ a, b -> a + b }; m",
        "[a:6]",
    )],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 3, 3)?;
    let Value::Map(map) = this else {
        return mismatch();
    };
    args.closure(2)?;
    if args.value(1).is_null() {
        return fail(Kind::NullPointer, "there is no value to merge");
    }
    let key = Key::new(args.value(0).clone());
    let made = match run.lookup_key(map, &key) {
        Some(old) if !old.is_null() => invoke(run, args.value(2), &[old, args.value(1).clone()])?,
        _ => args.value(1).clone(),
    };
    if made.is_null() {
        run.remove(map, &key)?;
    } else {
        run.put(map, key, made.clone())?;
    }
    Ok(made)
}
