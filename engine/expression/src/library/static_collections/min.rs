//! `static Collections.min`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static Collections",
    name: "min",
    parameters: "values: Collection",
    result: "Object?",
    doc: "The smallest member.",
    examples: &[("Collections.min([1, 2])", "1")],
    run,
};

fn run(run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    crate::call::named(run, args.value(0), "min", &[])
}
