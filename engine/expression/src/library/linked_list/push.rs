//! `LinkedList.push`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "LinkedList",
    name: "push",
    parameters: "value: Object",
    result: "null",
    doc: "Puts a value at the front.",
    examples: &[("def a = new LinkedList([1]); a.push(2); a", "[2, 1]")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let Value::List(list) = this else {
        return mismatch();
    };
    let value = args.value(0).clone();
    run.change(list, |stored| stored.insert(0, value))?;
    Ok(Value::Null)
}
