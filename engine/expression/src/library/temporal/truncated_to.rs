//! `Temporal.truncatedTo`

use crate::call::mismatch;
use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::{Object, Value};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Temporal",
    name: "truncatedTo",
    parameters: "unit: ChronoUnit",
    result: "Temporal",
    doc: "With what is smaller than a unit set to nothing.",
    examples: &[(
        "java.time.LocalDateTime.parse('2024-01-31T10:20:30').truncatedTo(java.time.temporal.ChronoUnit.HOURS)",
        "2024-01-31T10:00",
    )],
    run,
};

fn run(_run: &Run<'_>, this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let unit = crate::temporal::constant_name(args.value(0), "java.time.temporal.ChronoUnit")?;
    let nanos: i64 = match unit {
        "DAYS" => 86_400_000_000_000,
        "HALF_DAYS" => 43_200_000_000_000,
        "HOURS" => 3_600_000_000_000,
        "MINUTES" => 60_000_000_000,
        "SECONDS" => 1_000_000_000,
        "MILLIS" => 1_000_000,
        "MICROS" => 1_000,
        "NANOS" => 1,
        _ => return crate::temporal::refuse("this unit is too large"),
    };
    let at = crate::temporal::Temporal::of(this)?;
    let (time, zoned) = match &at {
        crate::temporal::Temporal::Instant(instant) => {
            let zoned = instant.to_zoned_datetime(jiff::tz::TimeZone::UTC);
            (Some(zoned.time()), Some(zoned))
        }
        other => (other.time(), None),
    };
    let Some(time) = time else {
        return mismatch();
    };
    let since = i64::from(time.hour()) * 3_600_000_000_000
        + i64::from(time.minute()) * 60_000_000_000
        + i64::from(time.second()) * 1_000_000_000
        + i64::from(time.subsec_nanosecond());
    let back = jiff::SignedDuration::from_nanos(since % nanos);
    let time = time.wrapping_sub(back);
    match zoned {
        Some(zoned) => {
            match crate::temporal::placed(zoned.date().to_datetime(time), &jiff::tz::TimeZone::UTC)
            {
                Ok(zoned) => Ok(Value::object(Object::Instant(zoned.timestamp()))),
                Err(error) => Err(error),
            }
        }
        None => at.with_time(time),
    }
}
