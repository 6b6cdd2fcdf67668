//! `Map.minus`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Map",
    name: "minus",
    parameters: "other: Map",
    result: "Map",
    doc: "Without the entries that another map has too.",
    examples: &[("[a: 1, b: 2].minus([a: 1])", "[b:2]")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    crate::operator::subtract(run, this, args.value(0))
}
