//! `Map.lastKey`

use crate::call::mismatch;
use crate::error::{Kind, Outcome, fail};
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{MapKind, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Map",
    name: "lastKey",
    parameters: "",
    result: "Object",
    doc: "The first or last key of a TreeMap, as the name says.",
    examples: &[("new TreeMap([b: 1, a: 2]).lastKey()", "b")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let Value::Map(map) = this else {
        return mismatch();
    };
    if map.kind() != MapKind::Tree {
        return mismatch();
    }
    match run.entries(map)?.last() {
        Some((key, _)) => Ok(key.to_value()),
        None => fail(Kind::Other, "the map has no entries"),
    }
}
