//! `List.get`

use crate::collection::walk;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "List",
    name: "get",
    parameters: "index: Integer",
    result: "Object?",
    doc: "The member at a position.",
    examples: &[("[1, 2].get(1)", "2")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let index = args.int(0)?;
    match usize::try_from(index)
        .ok()
        .and_then(|at| walk(run, this).ok()?.get(at).cloned())
    {
        Some(item) => Ok(item),
        None => crate::access::out_of_range(i64::from(index), walk(run, this)?.len()),
    }
}
