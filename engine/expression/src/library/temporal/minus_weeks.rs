//! `Temporal.minusWeeks`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Temporal",
    name: "minusWeeks",
    parameters: "amount: Long",
    result: "Temporal",
    doc: "Earlier by so many weeks.",
    examples: &[(
        "java.time.LocalDate.parse('2024-01-31').minusWeeks(1)",
        "2024-01-24",
    )],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    crate::temporal::Temporal::of(this)?.moved_by_method(args.long(0)?.saturating_neg(), "WEEKS")
}
