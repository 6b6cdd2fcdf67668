//! `Iterable.reverseEach`

use crate::call::invoke;
use crate::collection::walk;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Iterable",
    name: "reverseEach",
    parameters: "closure: Closure",
    result: "Iterable",
    doc: "Calls the closure with each member from the last to the first.",
    examples: &[("def s = ''; ['a', 'b'].reverseEach{ s += it }; s", "ba")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let items = walk(run, this)?;
    args.closure(0)?;
    for item in items.into_iter().rev() {
        invoke(run, args.value(0), &[item])?;
    }
    Ok(this.clone())
}
