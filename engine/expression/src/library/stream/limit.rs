//! `Stream.limit`

use crate::error::{Kind, Outcome, fail};
use crate::library::{Arguments, Function, streamed};
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Stream",
    name: "limit",
    parameters: "count: Long",
    result: "Stream",
    doc: "The first ones.",
    examples: &[("[1, 2].stream().limit(1).count()", "1")],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let items = streamed(this)?;
    match usize::try_from(args.long(0)?) {
        Ok(count) => Ok(Value::object(Object::Stream(
            items.iter().take(count).cloned().collect(),
        ))),
        Err(_) => fail(Kind::Other, "the count is negative"),
    }
}
