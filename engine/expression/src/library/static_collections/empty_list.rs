//! `static Collections.emptyList`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{ListKind, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Collections",
    name: "emptyList",
    parameters: "",
    result: "List",
    doc: "An empty list.",
    examples: &[("Collections.emptyList()", "[]")],
    run,
};

fn run(run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    run.sequence(ListKind::Immutable, Vec::new())
}
