//! `static Collections.unmodifiableList`

use crate::collection::walk;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{ListKind, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Collections",
    name: "unmodifiableList",
    parameters: "list: List",
    result: "List",
    doc: "A copy that refuses changes.",
    examples: &[("Collections.unmodifiableList([1])", "[1]")],
    run,
};

fn run(run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    run.sequence(ListKind::Immutable, walk(run, args.value(0))?)
}
