//! `Temporal.getMonth`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Temporal",
    name: "getMonth",
    parameters: "",
    result: "Month",
    doc: "The month.",
    examples: &[(
        "java.time.LocalDate.parse('2024-01-31').getMonth()",
        "JANUARY",
    )],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    crate::temporal::Temporal::of(this)?
        .date()
        .map_or_else(mismatch, |date| Ok(crate::temporal::month(date.month())))
}
