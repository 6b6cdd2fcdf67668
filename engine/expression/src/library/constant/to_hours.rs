//! `Constant.toHours`

use crate::error::Outcome;
use crate::library::Function;
use crate::library::time_unit::{TimeUnit, convert};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Constant",
    name: "toHours",
    parameters: "amount: Long",
    result: "Long",
    doc: "An amount of the unit in hours.",
    examples: &[("java.util.concurrent.TimeUnit.DAYS.toHours(1)", "24")],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    convert(this, arguments, TimeUnit::Hours)
}
