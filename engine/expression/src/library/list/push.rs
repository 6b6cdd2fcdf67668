//! `List.push`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "List",
    name: "push",
    parameters: "value: Object",
    result: "Boolean",
    doc: "Adds a value at the end.",
    examples: &[("def a = [1]; a.push(2); a", "[1, 2]")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let Value::List(list) = this else {
        return mismatch();
    };
    let value = args.value(0).clone();
    run.append(list, value)?;
    Ok(Value::Boolean(true))
}
