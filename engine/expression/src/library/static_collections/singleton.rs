//! `static Collections.singleton`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{ListKind, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Collections",
    name: "singleton",
    parameters: "value: Object",
    result: "Set",
    doc: "A set of one.",
    examples: &[("Collections.singleton('a')", "[a]")],
    run,
};

fn run(run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    crate::collection::set_of(run, ListKind::LinkedSet, vec![args.value(0).clone()])
}
