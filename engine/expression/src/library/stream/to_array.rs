//! `Stream.toArray`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{ListKind, Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Stream",
    name: "toArray",
    parameters: "",
    result: "Object[]",
    doc: "All in an array.",
    examples: &[("[1, 2].stream().toArray().length", "2")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let Value::Object(object) = this else {
        return mismatch();
    };
    let Object::Stream(items) = &**object else {
        return mismatch();
    };
    run.sequence(ListKind::Objects, items.clone())
}
