//! `Iterator.hasNext`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::{Run, lock};
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Iterator",
    name: "hasNext",
    parameters: "",
    result: "Boolean",
    doc: "Whether a member follows.",
    examples: &[("[].iterator().hasNext()", "false")],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let Value::Object(object) = this else {
        return mismatch();
    };
    let Object::Iterator { items, next } = &**object else {
        return mismatch();
    };
    Ok(Value::Boolean(*lock(next) < items.len()))
}
