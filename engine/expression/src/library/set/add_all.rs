//! `Set.addAll`

use crate::call::mismatch;
use crate::collection::walk;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Set",
    name: "addAll",
    parameters: "values: Collection",
    result: "Boolean",
    doc: "Adds all values; false when all were there.",
    examples: &[("def a = [1] as Set; a.addAll([1, 2])", "true")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let Value::List(list) = this else {
        return mismatch();
    };
    let mut changed = false;
    for item in walk(run, args.value(0))? {
        changed |= crate::collection::add_to_set(run, list, item)?;
    }
    Ok(Value::Boolean(changed))
}
