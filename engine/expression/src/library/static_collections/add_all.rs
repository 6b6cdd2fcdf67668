//! `static Collections.addAll`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Collections",
    name: "addAll",
    parameters: "collection: Collection, values: Object...",
    result: "Boolean",
    doc: "Adds values.",
    examples: &[("def l = [1]; Collections.addAll(l, 2, 3); l", "[1, 2, 3]")],
    run,
};

fn run(run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, usize::MAX)?;
    let rest = run.list(args.all().get(1..).unwrap_or_default().to_vec())?;
    crate::call::named(run, args.value(0), "addAll", &[rest])
}
