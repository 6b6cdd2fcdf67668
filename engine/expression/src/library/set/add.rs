//! `Set.add`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Set",
    name: "add",
    parameters: "value: Object",
    result: "Boolean",
    doc: "Adds a value; false when it was there.",
    examples: &[("def a = [1] as Set; a.add(1)", "false")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let Value::List(list) = this else {
        return mismatch();
    };
    Ok(Value::Boolean(crate::collection::add_to_set(
        run,
        list,
        args.value(0).clone(),
    )?))
}
