//! `static ZonedDateTime.ofInstant`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "static ZonedDateTime",
    name: "ofInstant",
    parameters: "instant: Instant, zone: ZoneId",
    result: "ZonedDateTime",
    doc: "An instant in a zone.",
    examples: &[(
        "java.time.ZonedDateTime.ofInstant(java.time.Instant.parse('2024-01-31T10:20:30Z'), java.time.ZoneId.of('UTC'))",
        "2024-01-31T10:20:30Z[UTC]",
    )],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 2, 2)?;
    let Some(instant) = crate::temporal::Temporal::of(args.value(0))?.instant() else {
        return mismatch();
    };
    let zone = crate::temporal::zone_of(args.value(1))?;
    Ok(Value::object(Object::Zoned(
        instant.to_zoned_datetime(zone),
    )))
}
