//! `Map.asImmutable`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Map, MapKind, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Map",
    name: "asImmutable",
    parameters: "",
    result: "Map",
    doc: "A copy that refuses changes.",
    examples: &[("[a: 1].asImmutable()", "[a:1]")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let Value::Map(map) = this else {
        return mismatch();
    };
    let entries = run.entries(map)?;
    run.room_for_items(entries.len())?;
    Ok(Value::Map(Map::fresh(MapKind::Immutable, entries)))
}
