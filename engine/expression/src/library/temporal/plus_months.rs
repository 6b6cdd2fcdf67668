//! `Temporal.plusMonths`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Temporal",
    name: "plusMonths",
    parameters: "amount: Long",
    result: "Temporal",
    doc: "Later by so many months.",
    examples: &[(
        "java.time.LocalDate.parse('2024-01-31').plusMonths(1)",
        "2024-02-29",
    )],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    crate::temporal::Temporal::of(this)?.moved_by_method(args.long(0)?, "MONTHS")
}
