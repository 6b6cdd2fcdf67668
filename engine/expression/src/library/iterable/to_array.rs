//! `Iterable.toArray`

use crate::collection::walk;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{ListKind, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Iterable",
    name: "toArray",
    parameters: "",
    result: "Object[]",
    doc: "The members as an array.",
    examples: &[("[1].toArray()", "[1]")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 0, 1)?;
    let items = walk(run, this)?;
    let kind = match args.value(0) {
        Value::List(list) if list.kind() == ListKind::Strings => ListKind::Strings,
        _ => ListKind::Objects,
    };
    run.sequence(kind, items)
}
