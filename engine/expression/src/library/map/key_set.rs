//! `Map.keySet`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{ListKind, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Map",
    name: "keySet",
    parameters: "",
    result: "Set",
    doc: "The keys.",
    examples: &[("[a: 1].keySet()", "[a]")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let Value::Map(map) = this else {
        return mismatch();
    };
    let entries = run.entries(map)?;
    run.sequence(
        ListKind::LinkedSet,
        entries.iter().map(|(key, _)| key.to_value()).collect(),
    )
}
