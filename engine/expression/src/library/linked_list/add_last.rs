//! `LinkedList.addLast`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "LinkedList",
    name: "addLast",
    parameters: "value: Object",
    result: "Object",
    doc: "Adds at the start or the end, as the name says.",
    examples: &[("def l = new LinkedList([1]); l.addLast(2); l", "[1, 2]")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let Value::List(list) = this else {
        return mismatch();
    };
    run.room_for_items(run.len(list) + 1)?;
    let value = args.value(0).clone();
    run.append(list, value)?;
    Ok(Value::Null)
}
