//! `Iterator.next`

use crate::call::mismatch;
use crate::error::{Kind, Outcome, fail};
use crate::library::{Arguments, Function};
use crate::run::{Run, lock};
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Iterator",
    name: "next",
    parameters: "",
    result: "Object?",
    doc: "The next member.",
    examples: &[("[1].iterator().next()", "1")],
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
    let mut next = lock(next);
    match items.get(*next) {
        Some(item) => {
            *next += 1;
            Ok(item.clone())
        }
        None => fail(Kind::Other, "an iterator is at its end"),
    }
}
