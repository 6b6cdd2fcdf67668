//! `Temporal.plusYears`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Temporal",
    name: "plusYears",
    parameters: "amount: Long",
    result: "Temporal",
    doc: "Later by so many years.",
    examples: &[(
        "java.time.LocalDate.parse('2024-01-31').plusYears(1)",
        "2025-01-31",
    )],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    crate::temporal::Temporal::of(this)?.moved_by_method(args.long(0)?, "YEARS")
}
