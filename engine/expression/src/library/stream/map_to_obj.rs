//! `Stream.mapToObj`

use crate::call::{invoke, mismatch};
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Stream",
    name: "mapToObj",
    parameters: "closure: Closure",
    result: "Stream",
    doc: "What the closure makes of each.",
    examples: &[("[1, 2].stream().mapToObj{ it + 1 }.count()", "2")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let Value::Object(object) = this else {
        return mismatch();
    };
    let Object::Stream(items) = &**object else {
        return mismatch();
    };
    args.closure(0)?;
    let mut made = Vec::new();
    for item in items {
        made.push(invoke(run, args.value(0), std::slice::from_ref(item))?);
    }
    run.room_for_items(made.len())?;
    Ok(Value::object(Object::Stream(made)))
}
