//! `Date.plus`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Date",
    name: "plus",
    parameters: "days: Integer",
    result: "Date",
    doc: "So many days later.",
    examples: &[("new Date(0L).plus(1).format('dd')", "02")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    crate::operator::add(run, this, args.value(0))
}
