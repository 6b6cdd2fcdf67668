//! `List.set`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "List",
    name: "set",
    parameters: "index: Integer, value: Object",
    result: "Object?",
    doc: "Replaces the member at a position and gives the old one.",
    examples: &[("def a = [1]; a.set(0, 2); a", "[2]")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 2, 2)?;
    let Value::List(list) = this else {
        return mismatch();
    };
    let index = args.int(0)?;
    let value = args.value(1).clone();
    let length = run.len(list);
    let old = run.change(list, |stored| {
        let slot = usize::try_from(index)
            .ok()
            .and_then(|at| stored.get_mut(at))?;
        Some(std::mem::replace(slot, value))
    })?;
    old.map_or_else(|| crate::access::out_of_range(i64::from(index), length), Ok)
}
