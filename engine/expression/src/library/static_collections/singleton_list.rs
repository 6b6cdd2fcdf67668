//! `static Collections.singletonList`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{ListKind, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Collections",
    name: "singletonList",
    parameters: "value: Object",
    result: "List",
    doc: "A list of one value.",
    examples: &[("Collections.singletonList(1)", "[1]")],
    run,
};

fn run(run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    run.sequence(ListKind::Immutable, args.all().to_vec())
}
