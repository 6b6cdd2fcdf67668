//! `Stream.noneMatch`

use crate::call::{invoke, mismatch};
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::operator::truth;
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Stream",
    name: "noneMatch",
    parameters: "closure: Closure",
    result: "Boolean",
    doc: "Whether the closure accepts any, all or none, as the name says.",
    examples: &[("[1, 2].stream().noneMatch{ it > 1 }", "false")],
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
    for item in items {
        let verdict = invoke(run, args.value(0), std::slice::from_ref(item))?;
        if truth(run, &verdict) {
            return Ok(Value::Boolean(false));
        }
    }
    Ok(Value::Boolean(true))
}
