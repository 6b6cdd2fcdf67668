//! `Iterable.collate`

use crate::call::mismatch;
use crate::collection::walk;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Iterable",
    name: "collate",
    parameters: "size: Integer, step: Integer?, keep: Boolean?",
    result: "List",
    doc: "The members in pieces of a size.",
    examples: &[("[1, 2, 3].collate(2)", "[[1, 2], [3]]")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 3)?;
    let items = walk(run, this)?;
    let size = usize::try_from(args.int(0)?).unwrap_or(0);
    let (step, keep) = match args.all() {
        [_] => (size, true),
        [_, Value::Boolean(keep)] => (size, *keep),
        [_, Value::Integer(step)] => (usize::try_from(*step).unwrap_or(0), true),
        [_, Value::Integer(step), Value::Boolean(keep)] => {
            (usize::try_from(*step).unwrap_or(0), *keep)
        }
        _ => return mismatch(),
    };
    if size == 0 || step == 0 {
        return run.list(vec![run.list(items)?]);
    }
    let mut pieces = Vec::new();
    let mut start = 0;
    while start < items.len() {
        let end = (start + size).min(items.len());
        let piece = items.get(start..end).unwrap_or_default();
        if keep || piece.len() == size {
            pieces.push(run.list(piece.to_vec())?);
        }
        start += step;
    }
    run.list(pieces)
}
