//! `Iterable.indexed`

use crate::collection::walk;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Key, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Iterable",
    name: "indexed",
    parameters: "offset: Integer?",
    result: "Map",
    doc: "A map from positions to members.",
    examples: &[("['a'].indexed()", "[0:a]")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 0, 1)?;
    let items = walk(run, this)?;
    let offset = if args.len() == 1 { args.int(0)? } else { 0 };
    let entries = items.into_iter().enumerate();
    run.map(
        entries
            .map(|(index, item)| (Key::new(Value::Integer(index as i32 + offset)), item))
            .collect(),
    )
}
