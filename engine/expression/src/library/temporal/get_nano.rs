//! `Temporal.getNano`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "Temporal",
    name: "getNano",
    parameters: "",
    result: "Integer",
    doc: "The fraction of the second in nanoseconds.",
    examples: &[(
        "java.time.LocalDateTime.parse('2024-01-31T10:20:30').getNano()",
        "0",
    )],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    Arguments::new(arguments, 0, 0)?;
    let at = crate::temporal::Temporal::of(this)?;
    match (at.time(), at.instant()) {
        (Some(time), _) => Ok(Value::Integer(time.subsec_nanosecond())),
        (None, Some(instant)) => Ok(Value::Integer(
            instant.subsec_nanosecond().rem_euclid(1_000_000_000),
        )),
        _ => mismatch(),
    }
}
