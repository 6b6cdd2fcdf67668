//! `static ZonedDateTime.of`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "static ZonedDateTime",
    name: "of",
    parameters: "date: LocalDateTime, zone: ZoneId",
    result: "ZonedDateTime",
    doc: "A day and time in a zone.",
    examples: &[(
        "java.time.ZonedDateTime.of(java.time.LocalDateTime.parse('2024-01-31T10:20:30'), java.time.ZoneId.of('UTC'))",
        "2024-01-31T10:20:30Z[UTC]",
    )],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 2, 2)?;
    let Some(local) = crate::temporal::Temporal::of(args.value(0))?.local() else {
        return mismatch();
    };
    let zone = crate::temporal::zone_of(args.value(1))?;
    Ok(Value::object(Object::Zoned(crate::temporal::placed(
        local, &zone,
    )?)))
}
