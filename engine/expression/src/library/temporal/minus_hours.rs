//! `Temporal.minusHours`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Temporal",
    name: "minusHours",
    parameters: "amount: Long",
    result: "Temporal",
    doc: "Earlier by so many hours.",
    examples: &[(
        "java.time.LocalDateTime.parse('2024-01-31T10:20:30').minusHours(1)",
        "2024-01-31T09:20:30",
    )],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    crate::temporal::Temporal::of(this)?.moved_by_method(args.long(0)?.saturating_neg(), "HOURS")
}
