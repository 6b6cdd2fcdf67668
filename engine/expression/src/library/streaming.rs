//! What the functions on streams share: the members, and mapping them.

use crate::call::{invoke, mismatch};
use crate::error::Outcome;
use crate::library::Arguments;
use crate::run::Run;
use crate::value::{Object, Value};

/// The members of a stream.
pub(crate) fn streamed(this: &Value) -> Outcome<&[Value]> {
    match this {
        Value::Object(object) => match &**object {
            Object::Stream(items) => Ok(items),
            _ => mismatch(),
        },
        _ => mismatch(),
    }
}

/// `map`, and its variants for numbers, which are members like any other here.
pub(crate) fn map_stream(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let items = streamed(this)?;
    args.closure(0)?;
    let mut made = Vec::new();
    for item in items {
        made.push(invoke(run, args.value(0), std::slice::from_ref(item))?);
    }
    run.room_for_items(made.len())?;
    Ok(Value::object(Object::Stream(made)))
}
