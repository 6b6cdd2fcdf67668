//! `Constant.toMillis`

use crate::error::Outcome;
use crate::library::Function;
use crate::library::time_unit::{TimeUnit, convert};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Constant",
    name: "toMillis",
    parameters: "amount: Long",
    result: "Long",
    doc: "An amount of the unit in millis.",
    examples: &[("java.util.concurrent.TimeUnit.DAYS.toMillis(1)", "86400000")],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    convert(this, arguments, TimeUnit::Millis)
}
