//! `LinkedList.pop`

use crate::call::mismatch;
use crate::error::{Kind, Outcome, fail};
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "LinkedList",
    name: "pop",
    parameters: "",
    result: "Object?",
    doc: "Takes the first member away.",
    examples: &[("def a = new LinkedList([1, 2]); a.pop()", "1")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let Value::List(list) = this else {
        return mismatch();
    };
    match run.change(list, |stored| {
        if stored.is_empty() {
            None
        } else {
            Some(stored.remove(0))
        }
    })? {
        Some(item) => Ok(item),
        None => fail(Kind::Other, "an empty list has nothing to pop"),
    }
}
