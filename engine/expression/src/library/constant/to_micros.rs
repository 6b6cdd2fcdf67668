//! `Constant.toMicros`

use crate::error::Outcome;
use crate::library::Function;
use crate::library::time_unit::{TimeUnit, convert};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Constant",
    name: "toMicros",
    parameters: "amount: Long",
    result: "Long",
    doc: "An amount of the unit in micros.",
    examples: &[(
        "java.util.concurrent.TimeUnit.DAYS.toMicros(1)",
        "86400000000",
    )],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    convert(this, arguments, TimeUnit::Micros)
}
