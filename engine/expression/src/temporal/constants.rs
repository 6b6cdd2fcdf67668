//! The constants of java.time: months, days of the week, units.

use jiff::civil::Date;

use crate::call::mismatch;
use crate::error::Outcome;
use crate::value::{Object, Value};

const MONTHS: [&str; 12] = [
    "JANUARY",
    "FEBRUARY",
    "MARCH",
    "APRIL",
    "MAY",
    "JUNE",
    "JULY",
    "AUGUST",
    "SEPTEMBER",
    "OCTOBER",
    "NOVEMBER",
    "DECEMBER",
];

const DAYS: [&str; 7] = [
    "MONDAY",
    "TUESDAY",
    "WEDNESDAY",
    "THURSDAY",
    "FRIDAY",
    "SATURDAY",
    "SUNDAY",
];

const UNITS: [&str; 13] = [
    "NANOS",
    "MICROS",
    "MILLIS",
    "SECONDS",
    "MINUTES",
    "HOURS",
    "HALF_DAYS",
    "DAYS",
    "WEEKS",
    "MONTHS",
    "YEARS",
    "DECADES",
    "CENTURIES",
];

const TIME_UNITS: [&str; 7] = [
    "NANOSECONDS",
    "MICROSECONDS",
    "MILLISECONDS",
    "SECONDS",
    "MINUTES",
    "HOURS",
    "DAYS",
];

/// A constant of an enumeration of java.time, `TimeUnit` or `Normalizer.Form`.
pub(crate) fn enumerated(class: &str, name: &str) -> Option<Value> {
    let (class, names): (&'static str, &'static [&'static str]) = match class {
        "java.time.Month" | "Month" => ("java.time.Month", &MONTHS),
        "java.time.DayOfWeek" | "DayOfWeek" => ("java.time.DayOfWeek", &DAYS),
        "java.time.temporal.ChronoUnit" => ("java.time.temporal.ChronoUnit", &UNITS),
        "java.util.concurrent.TimeUnit" => ("java.util.concurrent.TimeUnit", &TIME_UNITS),
        "java.text.Normalizer$Form" => {
            ("java.text.Normalizer$Form", &["NFD", "NFC", "NFKD", "NFKC"])
        }
        _ => return None,
    };
    let ordinal = names.iter().position(|known| *known == name)?;
    constant_at(class, names, ordinal)
}

fn constant_at(
    class: &'static str,
    names: &'static [&'static str],
    ordinal: usize,
) -> Option<Value> {
    Some(Value::object(Object::Constant {
        class,
        name: names.get(ordinal)?,
        ordinal: ordinal as i32,
    }))
}

/// The number of a month from 1, of a constant of `Month`.
pub(crate) fn month_number(month: &Value) -> Outcome<i32> {
    if let Value::Object(object) = month
        && let Object::Constant {
            class: "java.time.Month",
            ordinal,
            ..
        } = &**object
    {
        return Ok(ordinal + 1);
    }
    mismatch()
}

/// The month of a number from 1.
pub(crate) fn month(number: i8) -> Value {
    let at = usize::try_from(number - 1).unwrap_or(0);
    constant_at("java.time.Month", &MONTHS, at).unwrap_or_default()
}

/// The day of the week of a date.
pub(crate) fn weekday(date: Date) -> Value {
    let at = usize::try_from(date.weekday().to_monday_zero_offset()).unwrap_or(0);
    constant_at("java.time.DayOfWeek", &DAYS, at).unwrap_or_default()
}

/// A constant so many places further in its enumeration, as `Month.plus` counts.
pub(crate) fn further(class: &str, ordinal: i32, steps: i64) -> Option<Value> {
    let (class, names): (&'static str, &'static [&'static str]) = match class {
        "java.time.Month" => ("java.time.Month", &MONTHS),
        "java.time.DayOfWeek" => ("java.time.DayOfWeek", &DAYS),
        _ => return None,
    };
    let at = (i64::from(ordinal) + steps % names.len() as i64).rem_euclid(names.len() as i64);
    constant_at(class, names, usize::try_from(at).ok()?)
}

/// The name of a constant of one class, as an argument.
pub(crate) fn constant_name(value: &Value, class: &str) -> Outcome<&'static str> {
    if let Value::Object(object) = value
        && let Object::Constant {
            class: own, name, ..
        } = &**object
        && *own == class
    {
        return Ok(name);
    }
    mismatch()
}

/// `ChronoUnit.toString`: `HalfDays`.
pub(crate) fn unit_text(name: &str) -> String {
    let words = name.split('_').map(|word| {
        let (first, rest) = word.split_at_checked(1).unwrap_or((word, ""));
        format!("{first}{}", rest.to_lowercase())
    });
    words.collect()
}
