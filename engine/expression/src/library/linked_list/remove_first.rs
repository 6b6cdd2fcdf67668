//! `LinkedList.removeFirst`

use crate::call::mismatch;
use crate::error::{Kind, Outcome, fail};
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "LinkedList",
    name: "removeFirst",
    parameters: "",
    result: "Object",
    doc: "Takes the first or last member out, as the name says.",
    examples: &[("def l = new LinkedList([1, 2]); l.removeFirst()", "1")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let Value::List(list) = this else {
        return mismatch();
    };
    if run.len(list) == 0 {
        return fail(Kind::Other, "the list has no members");
    }
    run.change(list, |items| {
        if items.is_empty() {
            Value::Null
        } else {
            items.remove(0)
        }
    })
}
