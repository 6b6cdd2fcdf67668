//! `static Collections.emptySet`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{ListKind, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Collections",
    name: "emptySet",
    parameters: "",
    result: "Set",
    doc: "A set without members.",
    examples: &[("Collections.emptySet()", "[]")],
    run,
};

fn run(run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    crate::collection::set_of(run, ListKind::LinkedSet, Vec::new())
}
