//! `Map.getAt`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Map",
    name: "getAt",
    parameters: "key: Object",
    result: "Object?",
    doc: "The value of a key.",
    examples: &[("[a: 1].getAt('a')", "1")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    crate::access::at(run, this, args.value(0))
}
