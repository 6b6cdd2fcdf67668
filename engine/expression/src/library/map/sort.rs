//! `Map.sort`

use crate::call::mismatch;
use crate::collection::walk;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Map, MapKind, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Map",
    name: "sort",
    parameters: "closure: Closure?",
    result: "Map",
    doc: "The entries sorted by key, or by a closure.",
    examples: &[("[b: 1, a: 2].sort()", "[a:2, b:1]")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 0, 1)?;
    let Value::Map(map) = this else {
        return mismatch();
    };
    let entries = run.entries(map)?;
    if args.len() == 0 {
        run.room_for_items(entries.len())?;
        return Ok(Value::Map(Map::fresh(MapKind::Tree, entries)));
    }
    let mut sorted = Vec::new();
    for item in crate::library::sorted(run, walk(run, this)?, args.get(0))? {
        crate::library::add_entry(run, &mut sorted, &item)?;
    }
    run.map(sorted)
}
