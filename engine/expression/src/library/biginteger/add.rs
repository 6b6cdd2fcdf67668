//! `BigInteger.add`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "BigInteger",
    name: "add",
    parameters: "other: Number",
    result: "BigInteger",
    doc: "The sum.",
    examples: &[("2G.add(1G)", "3")],
    run,
};

fn run(run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    crate::operator::add(run, this, args.value(0))
}
