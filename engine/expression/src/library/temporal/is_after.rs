//! `Temporal.isAfter`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Temporal",
    name: "isAfter",
    parameters: "other: Temporal",
    result: "Boolean",
    doc: "Whether it is later.",
    examples: &[(
        "java.time.LocalDate.parse('2024-01-31').isAfter(java.time.LocalDate.parse('2024-01-31').plusDays(1))",
        "false",
    )],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    Ok(Value::Boolean(
        crate::temporal::Temporal::of(this)?
            .order(&crate::temporal::Temporal::of(args.value(0))?)?
            .is_gt(),
    ))
}
