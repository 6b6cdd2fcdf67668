//! `LocalDate.lengthOfMonth`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "LocalDate",
    name: "lengthOfMonth",
    parameters: "",
    result: "Integer",
    doc: "How many days the month has.",
    examples: &[(
        "java.time.LocalDate.parse('2024-01-31').lengthOfMonth()",
        "31",
    )],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    crate::temporal::Temporal::of(this)?
        .date()
        .map_or_else(mismatch, |date| {
            Ok(Value::Integer(i32::from(date.days_in_month())))
        })
}
