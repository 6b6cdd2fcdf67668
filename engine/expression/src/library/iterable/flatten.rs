//! `Iterable.flatten`

use crate::call::invoke_closure;
use crate::collection::walk;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Iterable",
    name: "flatten",
    parameters: "closure: Closure?",
    result: "List",
    doc: "The members of all nested lists in one list.",
    examples: &[("[1, [2, [3]]].flatten()", "[1, 2, 3]")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 0, 1)?;
    let mut items = walk(run, this)?;
    if args.len() == 1 {
        let by = args.closure(0)?;
        for item in &mut items {
            if !matches!(item, Value::List(_) | Value::Range(_)) {
                *item = invoke_closure(run, by, std::slice::from_ref(item))?;
            }
        }
    }
    let mut flat = Vec::new();
    crate::library::flatten(run, &items, &mut flat)?;
    run.list(flat)
}
