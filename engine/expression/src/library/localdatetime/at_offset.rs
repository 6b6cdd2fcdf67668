//! `LocalDateTime.atOffset`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "LocalDateTime",
    name: "atOffset",
    parameters: "zone: ZoneId",
    result: "OffsetDateTime",
    doc: "The same in a zone.",
    examples: &[(
        "java.time.LocalDateTime.parse('2024-01-31T10:20:30').atOffset(java.time.ZoneOffset.UTC)",
        "2024-01-31T10:20:30Z",
    )],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let zone = crate::temporal::zone_of(args.value(0))?;
    let at = crate::temporal::Temporal::of(this)?;
    let zoned = match (at.local(), at.instant()) {
        (_, Some(instant)) => instant.to_zoned_datetime(zone),
        (Some(local), None) => crate::temporal::placed(local, &zone)?,
        _ => return mismatch(),
    };
    let zoned = zoned.with_time_zone(crate::temporal::fixed(zoned.offset()));
    Ok(Value::object(Object::OffsetDateTime(zoned)))
}
