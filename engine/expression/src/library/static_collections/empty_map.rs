//! `static Collections.emptyMap`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Map, MapKind, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Collections",
    name: "emptyMap",
    parameters: "",
    result: "Map",
    doc: "An empty map.",
    examples: &[("Collections.emptyMap()", "[:]")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    Ok(Value::Map(Map::fresh(MapKind::Immutable, Vec::new())))
}
