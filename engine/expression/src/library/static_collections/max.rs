//! `static Collections.max`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Collections",
    name: "max",
    parameters: "values: Collection",
    result: "Object?",
    doc: "The largest member.",
    examples: &[("Collections.max([1, 2])", "2")],
    run,
};

fn run(run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    crate::call::named(run, args.value(0), "max", &[])
}
