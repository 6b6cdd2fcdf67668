//! `Date.previous`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Date",
    name: "previous",
    parameters: "",
    result: "Date",
    doc: "One day earlier.",
    examples: &[("new Date(0L).previous().format('dd')", "31")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    crate::operator::step(run, this, -1)
}
