//! `Stream.distinct`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
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
    let Value::Object(object) = this else {
        return mismatch();
    };
    let Object::Stream(items) = &**object else {
        return mismatch();
    };
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
