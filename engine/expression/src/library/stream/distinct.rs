//! `Stream.distinct`

use crate::error::Outcome;
use crate::library::{Arguments, Function, streamed};
use crate::run::Run;
use crate::value::{Key, Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Stream",
    name: "distinct",
    parameters: "",
    result: "Stream",
    doc: "Without duplicates.",
    examples: &[("[1, 1].stream().distinct().count()", "1")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let items = streamed(this)?;
    let mut seen = Vec::new();
    for item in items {
        run.charge(seen.len() / 8)?;
        let key = Key::new(item.clone());
        if !seen.contains(&key) {
            seen.push(key);
        }
    }
    Ok(Value::object(Object::Stream(
        seen.iter().map(Key::to_value).collect(),
    )))
}
