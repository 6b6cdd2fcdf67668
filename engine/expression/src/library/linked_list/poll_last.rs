//! `LinkedList.pollLast`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "LinkedList",
    name: "pollLast",
    parameters: "",
    result: "Object?",
    doc: "Takes the first or last member out, as the name says.",
    examples: &[("def l = new LinkedList([1, 2]); l.pollLast()", "2")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let Value::List(list) = this else {
        return mismatch();
    };
    if run.len(list) == 0 {
        return Ok(Value::Null);
    }
    run.change(list, |items| items.pop().unwrap_or_default())
}
