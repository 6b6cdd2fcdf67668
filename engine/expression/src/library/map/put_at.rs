//! `Map.putAt`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Key, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Map",
    name: "putAt",
    parameters: "key: Object, value: Object",
    result: "Object?",
    doc: "Puts an entry.",
    examples: &[("def m = [:]; m.putAt('a', 1); m", "[a:1]")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 2, 2)?;
    let Value::Map(map) = this else {
        return mismatch();
    };
    run.put(map, Key::new(args.value(0).clone()), args.value(1).clone())?;
    Ok(args.value(1).clone())
}
