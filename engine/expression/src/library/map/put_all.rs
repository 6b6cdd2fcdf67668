//! `Map.putAll`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Map",
    name: "putAll",
    parameters: "other: Map",
    result: "null",
    doc: "Puts all entries of another map.",
    examples: &[("def m = [a: 1]; m.putAll([b: 2]); m", "[a:1, b:2]")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let Value::Map(map) = this else {
        return mismatch();
    };
    if args.value(0).is_null() {
        return crate::operator::ambiguous("putAll", this);
    }
    for (key, value) in run.entries(args.map(0)?)? {
        run.put(map, key, value)?;
    }
    Ok(Value::Null)
}
