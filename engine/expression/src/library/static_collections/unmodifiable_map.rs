//! `static Collections.unmodifiableMap`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Map, MapKind, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Collections",
    name: "unmodifiableMap",
    parameters: "map: Map",
    result: "Map",
    doc: "A map that cannot be changed.",
    examples: &[("Collections.unmodifiableMap([a: 1])", "[a:1]")],
    run,
};

fn run(run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let entries = run.entries(args.map(0)?)?;
    Ok(Value::Map(Map::fresh(MapKind::Immutable, entries)))
}
