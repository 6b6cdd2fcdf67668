//! `BigDecimal.add`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "BigDecimal",
    name: "add",
    parameters: "other: Number",
    result: "BigDecimal",
    doc: "The sum.",
    examples: &[("2.50.add(1.0)", "3.50")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    crate::operator::add(run, this, args.value(0))
}
