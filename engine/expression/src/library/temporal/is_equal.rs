//! `Temporal.isEqual`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Temporal",
    name: "isEqual",
    parameters: "other: Temporal",
    result: "Boolean",
    doc: "Whether both are the same moment.",
    examples: &[(
        "java.time.LocalDate.parse('2024-01-31').isEqual(java.time.LocalDate.parse('2024-01-31'))",
        "true",
    )],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let at = crate::temporal::Temporal::of(this)?;
    if matches!(
        at,
        crate::temporal::Temporal::Instant(_) | crate::temporal::Temporal::Time(_)
    ) {
        return mismatch();
    }
    Ok(Value::Boolean(
        at.order(&crate::temporal::Temporal::of(args.value(0))?)?
            .is_eq(),
    ))
}
