//! `List.replaceAll`

use crate::call::{invoke, mismatch};
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "List",
    name: "replaceAll",
    parameters: "closure: Closure",
    result: "null",
    doc: "Replaces each member by what the closure gives for it.",
    examples: &[("def a = [1]; a.replaceAll{ it + 1 }; a", "[2]")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let Value::List(list) = this else {
        return mismatch();
    };
    let mut replaced = Vec::new();
    for item in run.items(list)? {
        replaced.push(invoke(run, args.value(0), &[item])?);
    }
    run.change(list, |stored| *stored = replaced)?;
    Ok(Value::Null)
}
