//! `Constant.toSeconds`

use crate::error::Outcome;
use crate::library::Function;
use crate::library::time_unit::{TimeUnit, convert};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Constant",
    name: "toSeconds",
    parameters: "amount: Long",
    result: "Long",
    doc: "An amount of the unit in seconds.",
    examples: &[("java.util.concurrent.TimeUnit.DAYS.toSeconds(1)", "86400")],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    convert(this, arguments, TimeUnit::Seconds)
}
