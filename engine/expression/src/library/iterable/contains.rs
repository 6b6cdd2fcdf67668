//! `Iterable.contains`

use crate::collection::walk;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Key, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Iterable",
    name: "contains",
    parameters: "value: Object",
    result: "Boolean",
    doc: "Whether a member equals the value.",
    examples: &[
        ("[1, 2].contains(2)", "true"),
        ("[1].contains(1L)", "false"),
    ],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let items = walk(run, this)?;
    let wanted = Key::new(args.value(0).clone());
    Ok(Value::Boolean(
        items.into_iter().any(|item| Key::new(item) == wanted),
    ))
}
