//! `Iterable.getAt`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Iterable",
    name: "getAt",
    parameters: "index: Object",
    result: "Object?",
    doc: "The members at an index, a range or a list of indexes.",
    examples: &[("[1, 2].getAt(-1)", "2")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    crate::access::at(run, this, args.value(0))
}
