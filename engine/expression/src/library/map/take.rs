//! `Map.take`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Map",
    name: "take",
    parameters: "count: Integer",
    result: "Map",
    doc: "The first entries.",
    examples: &[("[a: 1, b: 2].take(1)", "[a:1]")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let Value::Map(map) = this else {
        return mismatch();
    };
    let entries = run.entries(map)?;
    let count = usize::try_from(args.int(0)?).unwrap_or(0);
    crate::library::map_like(run, map, entries.into_iter().take(count).collect())
}
