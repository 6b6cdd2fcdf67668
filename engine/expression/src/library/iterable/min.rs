//! `Iterable.min`

use crate::collection::walk;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Iterable",
    name: "min",
    parameters: "closure: Closure?",
    result: "Object?",
    doc: "The smallest member, by natural order or by what a closure gives.",
    examples: &[("[2, 1, 3].min()", "1"), ("[2, null, 3].min()", "2")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 0, 1)?;
    let mut items = walk(run, this)?;
    if args.len() == 0 {
        items.retain(|item| !item.is_null());
    }
    crate::library::extreme(run, items, args.get(0), std::cmp::Ordering::Less)
}
