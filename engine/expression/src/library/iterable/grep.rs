//! `Iterable.grep`

use crate::collection::walk;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Iterable",
    name: "grep",
    parameters: "filter: Object",
    result: "List",
    doc: "The members that match: a class, pattern, range, list or closure.",
    examples: &[("[1, 'a'].grep(String)", "[a]")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let items = walk(run, this)?;
    let mut kept = Vec::new();
    for item in items {
        if crate::call::is_case(run, args.value(0), &item)? {
            kept.push(item);
        }
    }
    crate::library::like(run, this, kept)
}
