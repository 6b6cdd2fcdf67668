//! `Iterable.withIndex`

use crate::collection::walk;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Iterable",
    name: "withIndex",
    parameters: "offset: Integer?",
    result: "List",
    doc: "Pairs of each member and its position.",
    examples: &[("['a'].withIndex()", "[[a, 0]]")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 0, 1)?;
    let items = walk(run, this)?;
    let offset = if args.len() == 1 { args.int(0)? } else { 0 };
    let mut pairs = Vec::with_capacity(items.len());
    for (index, item) in items.into_iter().enumerate() {
        pairs.push(run.list(vec![item, Value::Integer(index as i32 + offset)])?);
    }
    run.list(pairs)
}
