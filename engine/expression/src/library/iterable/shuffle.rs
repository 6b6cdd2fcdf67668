//! `Iterable.shuffled`

use crate::collection::walk;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Iterable",
    name: "shuffled",
    parameters: "",
    result: "List",
    doc: "A copy in an order that the random source decides.",
    examples: &[],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let mut items = walk(run, this)?;
    for index in (1..items.len()).rev() {
        let other = (run.random() % (index as u64 + 1)) as usize;
        items.swap(index, other);
    }
    run.list(items)
}
