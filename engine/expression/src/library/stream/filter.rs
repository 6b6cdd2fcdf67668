//! `Stream.filter`

use crate::call::invoke;
use crate::error::Outcome;
use crate::library::{Arguments, Function, streamed};
use crate::operator::truth;
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Stream",
    name: "filter",
    parameters: "closure: Closure",
    result: "Stream",
    doc: "The members that the closure accepts.",
    examples: &[("[1, 2].stream().filter{ it > 1 }.count()", "1")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let items = streamed(this)?;
    args.closure(0)?;
    let mut kept = Vec::new();
    for item in items {
        let verdict = invoke(run, args.value(0), std::slice::from_ref(item))?;
        if truth(run, &verdict) {
            kept.push(item.clone());
        }
    }
    Ok(Value::object(Object::Stream(kept)))
}
