//! `static Collections.singletonMap`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Key, Map, MapKind, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Collections",
    name: "singletonMap",
    parameters: "key: Object, value: Object",
    result: "Map",
    doc: "A map of one.",
    examples: &[("Collections.singletonMap('a', 1)", "[a:1]")],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 2, 2)?;
    let entries = vec![(Key::new(args.value(0).clone()), args.value(1).clone())];
    Ok(Value::Map(Map::fresh(MapKind::Immutable, entries)))
}
