//! `Map.eachWithIndex`

use crate::call::{invoke, mismatch};
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Map",
    name: "eachWithIndex",
    parameters: "closure: Closure",
    result: "Map",
    doc: "Calls the closure with each entry and its position.",
    examples: &[(
        "def s = ''; [a: 1].eachWithIndex{ e, i -> s += e.key + i }; s",
        "a0",
    )],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let Value::Map(map) = this else {
        return mismatch();
    };
    let entries = run.entries(map)?;
    let closure = args.closure(0)?;
    for (index, (key, value)) in entries.into_iter().enumerate() {
        let index = Value::Integer(index as i32);
        if closure.signature.types.len() == 3 {
            invoke(run, args.value(0), &[key.to_value(), value, index])?;
        } else {
            invoke(
                run,
                args.value(0),
                &[crate::collection::entry(Some(map), key, value), index],
            )?;
        }
    }
    Ok(this.clone())
}
