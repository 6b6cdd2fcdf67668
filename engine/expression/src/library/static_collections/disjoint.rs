//! `static Collections.disjoint`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Collections",
    name: "disjoint",
    parameters: "one: Collection, two: Collection",
    result: "Boolean",
    doc: "Whether nothing is in both.",
    examples: &[("Collections.disjoint([1], [2])", "true")],
    run,
};

fn run(run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 2, 2)?;
    crate::call::named(run, args.value(0), "disjoint", &[args.value(1).clone()])
}
