//! `ZonedDateTime.withZoneSameInstant`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "ZonedDateTime",
    name: "withZoneSameInstant",
    parameters: "zone: ZoneId",
    result: "ZonedDateTime",
    doc: "The same instant in another zone.",
    examples: &[(
        "java.time.ZonedDateTime.parse('2024-01-31T10:20:30Z').withZoneSameInstant(java.time.ZoneId.of('America/New_York'))",
        "2024-01-31T05:20:30-05:00[America/New_York]",
    )],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let zone = crate::temporal::zone_of(args.value(0))?;
    match crate::temporal::Temporal::of(this)? {
        crate::temporal::Temporal::Zoned(zoned) => {
            Ok(Value::object(Object::Zoned(zoned.with_time_zone(zone))))
        }
        _ => mismatch(),
    }
}
