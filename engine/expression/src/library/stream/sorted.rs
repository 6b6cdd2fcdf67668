//! `Stream.sorted`

use crate::collection::walk;
use crate::error::Outcome;
use crate::library::{Arguments, Function, streamed};
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Stream",
    name: "sorted",
    parameters: "",
    result: "Stream",
    doc: "In their natural order.",
    examples: &[(
        "[2, 1].stream().sorted().collect(java.util.stream.Collectors.toList())",
        "[1, 2]",
    )],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let items = streamed(this)?;
    let list = run.list(items.to_vec())?;
    let sorted = crate::call::named(run, &list, "sort", &[])?;
    Ok(Value::object(Object::Stream(walk(run, &sorted)?)))
}
