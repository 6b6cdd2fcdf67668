//! What the conversions of `java.util.concurrent.TimeUnit` do the same way.

use super::Arguments;
use crate::call::mismatch;
use crate::error::Outcome;
use crate::value::{Object, Value};

/// A unit of time, named in the order of Java's ordinals.
#[derive(Debug, Clone, Copy)]
pub(crate) enum TimeUnit {
    Nanos,
    Micros,
    Millis,
    Seconds,
    Minutes,
    Hours,
    Days,
}

/// The nanoseconds of each unit, by ordinal.
const NANOSECONDS: [i128; 7] = [
    1,
    1_000,
    1_000_000,
    1_000_000_000,
    60_000_000_000,
    3_600_000_000_000,
    86_400_000_000_000,
];

/// An amount of the unit `this`, in another unit; what does not fit a Long is its nearest bound.
pub(crate) fn convert(this: &Value, arguments: &[Value], into: TimeUnit) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let Value::Object(object) = this else {
        return mismatch();
    };
    let Object::Constant { class, ordinal, .. } = &**object else {
        return mismatch();
    };
    let (Some(own), true) = (
        NANOSECONDS.get(*ordinal as usize),
        class.ends_with("TimeUnit"),
    ) else {
        return mismatch();
    };
    let total = i128::from(args.long(0)?) * own / NANOSECONDS[into as usize];
    Ok(Value::Long(
        total.clamp(i128::from(i64::MIN), i128::from(i64::MAX)) as i64,
    ))
}
