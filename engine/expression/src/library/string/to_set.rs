//! `String.toSet`

use crate::collection::walk;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{ListKind, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "String",
    name: "toSet",
    parameters: "",
    result: "Set",
    doc: "The distinct characters.",
    examples: &[("'aba'.toSet().size()", "2")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let items = walk(run, this)?;
    crate::collection::set_of(run, ListKind::HashSet, items)
}
