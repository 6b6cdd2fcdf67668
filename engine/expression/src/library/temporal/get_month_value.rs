//! `Temporal.getMonthValue`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Temporal",
    name: "getMonthValue",
    parameters: "",
    result: "Integer",
    doc: "The month, from 1.",
    examples: &[(
        "java.time.LocalDate.parse('2024-01-31').getMonthValue()",
        "1",
    )],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    crate::temporal::Temporal::of(this)?
        .date()
        .map_or_else(mismatch, |date| Ok(Value::Integer(i32::from(date.month()))))
}
