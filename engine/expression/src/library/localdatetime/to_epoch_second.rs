//! `LocalDateTime.toEpochSecond`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "LocalDateTime",
    name: "toEpochSecond",
    parameters: "offset: ZoneOffset",
    result: "Long",
    doc: "Seconds since 1970 at an offset.",
    examples: &[(
        "java.time.LocalDateTime.parse('2024-01-31T10:20:30').toEpochSecond(java.time.ZoneOffset.UTC)",
        "1706696430",
    )],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let Some(local) = crate::temporal::Temporal::of(this)?.local() else {
        return mismatch();
    };
    let zone = crate::temporal::zone_of(args.value(0))?;
    Ok(Value::Long(
        crate::temporal::placed(local, &zone)?
            .timestamp()
            .as_second(),
    ))
}
