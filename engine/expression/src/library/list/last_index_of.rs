//! `List.lastIndexOf`

use crate::collection::walk;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Key, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "List",
    name: "lastIndexOf",
    parameters: "value: Object",
    result: "Integer",
    doc: "The last position of a value, or -1.",
    examples: &[("[1, 2, 1].lastIndexOf(1)", "2")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let items = walk(run, this)?;
    let wanted = Key::new(args.value(0).clone());
    let found = items.into_iter().rposition(|item| Key::new(item) == wanted);
    Ok(Value::Integer(found.map_or(-1, |at| at as i32)))
}
