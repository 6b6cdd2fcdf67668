//! `Number.power`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Number",
    name: "power",
    parameters: "other: Number",
    result: "Number",
    doc: "The power.",
    examples: &[("2.power(3)", "8")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    crate::operator::power(run, this, args.value(0))
}
