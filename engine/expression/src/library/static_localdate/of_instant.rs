//! `static LocalDate.ofInstant`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "static LocalDate",
    name: "ofInstant",
    parameters: "instant: Instant, zone: ZoneId",
    result: "LocalDate",
    doc: "An instant as a day or day and time in a zone.",
    examples: &[(
        "java.time.LocalDate.ofInstant(java.time.Instant.parse('2024-01-31T10:20:30Z'), java.time.ZoneId.of('UTC'))",
        "2024-01-31",
    )],
    run,
};

fn run(_run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 2, 2)?;
    let crate::temporal::Temporal::Instant(instant) = crate::temporal::Temporal::of(args.value(0))?
    else {
        return mismatch();
    };
    let zone = crate::temporal::zone_of(args.value(1))?;
    Ok(Value::object(Object::LocalDate(
        instant.to_zoned_datetime(zone).date(),
    )))
}
