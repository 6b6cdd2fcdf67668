//! `Date.minus`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Date",
    name: "minus",
    parameters: "other: Object",
    result: "Object",
    doc: "So many days earlier, or the days between two dates.",
    examples: &[("new Date(0L).minus(1).format('dd')", "31")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    crate::operator::subtract(run, this, args.value(0))
}
