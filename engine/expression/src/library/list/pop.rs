//! `List.pop`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "List",
    name: "pop",
    parameters: "",
    result: "Object?",
    doc: "Takes the last member away.",
    examples: &[("def a = [1, 2]; a.pop()", "2")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let Value::List(list) = this else {
        return mismatch();
    };
    match run.change(list, Vec::pop)? {
        Some(item) => Ok(item),
        None => crate::library::nothing_there(
            "an empty list has nothing to pop",
            "Cannot pop() an empty List",
            "java.util.NoSuchElementException",
        ),
    }
}
