//! `Map.replaceAll`

use crate::call::{invoke, mismatch};
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Map",
    name: "replaceAll",
    parameters: "closure: Closure",
    result: "null",
    doc: "Sets each value to what the closure gives for key and value.",
    examples: &[("def m = [a: 1]; m.replaceAll{ k, v -> v + 1 }; m", "[a:2]")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let Value::Map(map) = this else {
        return mismatch();
    };
    args.closure(0)?;
    for (key, value) in run.entries(map)? {
        let made = invoke(run, args.value(0), &[key.to_value(), value])?;
        run.put(map, key, made)?;
    }
    Ok(Value::Null)
}
