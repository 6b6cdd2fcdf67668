//! `Instant.atZone`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Instant",
    name: "atZone",
    parameters: "zone: ZoneId",
    result: "ZonedDateTime",
    doc: "The same in a zone.",
    examples: &[(
        "java.time.Instant.parse('2024-01-31T10:20:30Z').atZone(java.time.ZoneId.of('UTC'))",
        "2024-01-31T10:20:30Z[UTC]",
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

    Ok(Value::object(Object::Zoned(zoned)))
}
