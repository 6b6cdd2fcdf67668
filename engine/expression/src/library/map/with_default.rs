//! `Map.withDefault`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Map, MapKind, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Map",
    name: "withDefault",
    parameters: "closure: Closure",
    result: "Map",
    doc: "The map with a closure that makes missing values.",
    examples: &[("def m = [:].withDefault{ 0 }; m.a", "0")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let Value::Map(map) = this else {
        return mismatch();
    };
    let entries = run.entries(map)?;
    args.closure(0)?;
    let made = Map::fresh(MapKind::Linked, entries);
    made.set_default(args.value(0).clone());
    Ok(Value::Map(made))
}
