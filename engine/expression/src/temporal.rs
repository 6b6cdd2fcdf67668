//! java.time: dates, times, instants, durations and periods, as one kind of value each.
//!
//! A method that several classes share is one function of the library with the receiver
//! `Temporal`; a class that lacks the field or unit in question answers as Java does: it has no
//! such method, or the unit is not supported.

mod adjusters;
mod constants;
mod formatter;
mod iso;

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Span, Timestamp, ZonedDateTime};

pub(crate) use adjusters::{ADJUSTER, adjusted, adjuster, day_ordinal};
pub(crate) use constants::{
    constant_name, enumerated, further, month, month_number, unit_text, weekday,
};
pub(crate) use formatter::{Read, format, parse as parse_with};
pub(crate) use iso::{date as iso_date, date_time as iso_date_time, time as iso_time, zoned};

use crate::call::mismatch;
use crate::error::{EvalError, Kind, Outcome, fail};
use crate::value::{Object, Text, Value};

/// A point in time of any class of java.time.
#[derive(Debug, Clone)]
pub(crate) enum Temporal {
    Date(Date),
    DateTime(DateTime),
    Time(Time),
    Instant(Timestamp),
    Zoned(ZonedDateTime),
    Offset(ZonedDateTime),
}

/// The error of a calculation that java.time refuses.
pub(crate) fn refuse<T>(message: &str) -> Outcome<T> {
    Err(Box::new(
        EvalError::new(Kind::Other, message).thrown_as("java.time.DateTimeException"),
    ))
}

impl Temporal {
    /// The temporal that a value is, else a missing method.
    pub(crate) fn of(value: &Value) -> Outcome<Self> {
        let Value::Object(object) = value else {
            return mismatch();
        };
        Ok(match &**object {
            Object::LocalDate(date) => Self::Date(*date),
            Object::LocalDateTime(date) => Self::DateTime(*date),
            Object::LocalTime(time) => Self::Time(*time),
            Object::Instant(instant) => Self::Instant(*instant),
            Object::Zoned(zoned) => Self::Zoned(zoned.clone()),
            Object::OffsetDateTime(zoned) => Self::Offset(zoned.clone()),
            _ => return mismatch(),
        })
    }

    pub(crate) fn into_value(self) -> Value {
        Value::object(match self {
            Self::Date(date) => Object::LocalDate(date),
            Self::DateTime(date) => Object::LocalDateTime(date),
            Self::Time(time) => Object::LocalTime(time),
            Self::Instant(instant) => Object::Instant(instant),
            Self::Zoned(zoned) => Object::Zoned(zoned),
            Self::Offset(zoned) => Object::OffsetDateTime(zoned),
        })
    }

    /// The day, where the class has one.
    pub(crate) fn date(&self) -> Option<Date> {
        match self {
            Self::Date(date) => Some(*date),
            Self::DateTime(date) => Some(date.date()),
            Self::Zoned(zoned) | Self::Offset(zoned) => Some(zoned.date()),
            Self::Time(_) | Self::Instant(_) => None,
        }
    }

    /// The time of day, where the class has one.
    pub(crate) fn time(&self) -> Option<Time> {
        match self {
            Self::Time(time) => Some(*time),
            Self::DateTime(date) => Some(date.time()),
            Self::Zoned(zoned) | Self::Offset(zoned) => Some(zoned.time()),
            Self::Date(_) | Self::Instant(_) => None,
        }
    }

    /// The instant, where the class knows one.
    pub(crate) fn instant(&self) -> Option<Timestamp> {
        match self {
            Self::Instant(instant) => Some(*instant),
            Self::Zoned(zoned) | Self::Offset(zoned) => Some(zoned.timestamp()),
            _ => None,
        }
    }

    /// Day and time, whichever class.
    pub(crate) fn local(&self) -> Option<DateTime> {
        match self {
            Self::DateTime(date) => Some(*date),
            Self::Zoned(zoned) | Self::Offset(zoned) => Some(zoned.datetime()),
            _ => None,
        }
    }

    /// Moved by an amount of a unit of `ChronoUnit`.
    pub(crate) fn moved(&self, amount: i64, unit: &str) -> Outcome<Value> {
        let Some((unit, amount)) = base_unit(unit, amount) else {
            return refuse("the amount is out of range");
        };
        let span = Span::new();
        let span = match unit {
            "MONTHS" => span.try_months(amount),
            "DAYS" => span.try_days(amount),
            "SECONDS" => span.try_seconds(amount),
            "MILLIS" => span.try_milliseconds(amount),
            _ => span.try_nanoseconds(amount),
        };
        let Ok(span) = span else {
            return refuse("the amount is out of range");
        };
        let dated = matches!(unit, "MONTHS" | "DAYS");
        let moved = match self {
            Self::Date(date) if dated => date.checked_add(span).ok().map(Self::Date),
            Self::Time(time) if !dated => Some(Self::Time(time.wrapping_add(span))),
            Self::DateTime(date) => date.checked_add(span).ok().map(Self::DateTime),
            Self::Instant(instant) if unit == "DAYS" => amount
                .checked_mul(86_400)
                .and_then(|seconds| instant.checked_add(SignedDuration::from_secs(seconds)).ok())
                .map(Self::Instant),
            Self::Instant(instant) if !dated => instant.checked_add(span).ok().map(Self::Instant),
            Self::Zoned(zoned) => zoned.checked_add(span).ok().map(Self::Zoned),
            Self::Offset(zoned) => zoned.checked_add(span).ok().map(Self::Offset),
            _ => return refuse("this unit is not supported"),
        };
        moved.map_or_else(
            || refuse("the date is out of the calendar"),
            |it| Ok(it.into_value()),
        )
    }

    /// Moved by the named method (`plusDays`), which only some classes have.
    pub(crate) fn moved_by_method(&self, amount: i64, unit: &str) -> Outcome<Value> {
        let dated = matches!(unit, "DAYS" | "WEEKS" | "MONTHS" | "YEARS");
        let has = match self {
            Self::Date(_) => dated,
            Self::Time(_) => !dated && unit != "MILLIS",
            Self::Instant(_) => matches!(unit, "SECONDS" | "MILLIS" | "NANOS"),
            _ => unit != "MILLIS",
        };
        if has {
            self.moved(amount, unit)
        } else {
            mismatch()
        }
    }

    /// The same with another day.
    pub(crate) fn with_date(&self, date: Date) -> Outcome<Value> {
        match self {
            Self::Date(_) => Ok(Self::Date(date).into_value()),
            _ => self.with_local(DateTime::from_parts(date, self.time().unwrap_or_default())),
        }
    }

    /// The same with another time of day.
    pub(crate) fn with_time(&self, time: Time) -> Outcome<Value> {
        match self {
            Self::Time(_) => Ok(Self::Time(time).into_value()),
            _ => match self.date() {
                Some(date) => self.with_local(DateTime::from_parts(date, time)),
                None => mismatch(),
            },
        }
    }

    fn with_local(&self, local: DateTime) -> Outcome<Value> {
        match self {
            Self::DateTime(_) => Ok(Self::DateTime(local).into_value()),
            Self::Zoned(zoned) => Ok(Self::Zoned(placed(local, zoned.time_zone())?).into_value()),
            Self::Offset(zoned) => Ok(Self::Offset(placed(local, zoned.time_zone())?).into_value()),
            _ => mismatch(),
        }
    }

    /// The order of two of the same class.
    pub(crate) fn order(&self, other: &Self) -> Outcome<std::cmp::Ordering> {
        Ok(match (self, other) {
            (Self::Date(one), Self::Date(two)) => one.cmp(two),
            (Self::DateTime(one), Self::DateTime(two)) => one.cmp(two),
            (Self::Time(one), Self::Time(two)) => one.cmp(two),
            (Self::Instant(one), Self::Instant(two)) => one.cmp(two),
            (Self::Zoned(one), Self::Zoned(two)) | (Self::Offset(one), Self::Offset(two)) => {
                one.timestamp().cmp(&two.timestamp())
            }
            _ => return mismatch(),
        })
    }
}

fn base_unit(unit: &str, amount: i64) -> Option<(&'static str, i64)> {
    let (unit, factor) = match unit {
        "DECADES" => ("MONTHS", 120),
        "CENTURIES" => ("MONTHS", 1200),
        "YEARS" => ("MONTHS", 12),
        "MONTHS" => ("MONTHS", 1),
        "WEEKS" => ("DAYS", 7),
        "DAYS" => ("DAYS", 1),
        "HALF_DAYS" => ("SECONDS", 43_200),
        "HOURS" => ("SECONDS", 3_600),
        "MINUTES" => ("SECONDS", 60),
        "SECONDS" => ("SECONDS", 1),
        "MILLIS" => ("MILLIS", 1),
        "MICROS" => ("NANOS", 1_000),
        _ => ("NANOS", 1),
    };
    Some((unit, amount.checked_mul(factor)?))
}

/// A local date and time in a zone.
pub(crate) fn placed(local: DateTime, zone: &TimeZone) -> Outcome<ZonedDateTime> {
    local
        .to_zoned_datetime(zone.clone())
        .map_or_else(|_| refuse("the date is out of the calendar"), Ok)
}

/// The zone that an argument names: a `ZoneId`, a `ZoneOffset` or a `TimeZone`.
pub(crate) fn zone_of(value: &Value) -> Outcome<TimeZone> {
    match value {
        Value::Object(object) => match &**object {
            Object::TimeZone(id) | Object::ZoneId(id) => Ok(zone_by_id(id)),
            _ => mismatch(),
        },
        Value::Null => fail(Kind::NullPointer, "a zone is required"),
        _ => mismatch(),
    }
}

/// An offset as a zone without a region, which a zone named `UTC` has.
pub(crate) fn fixed(offset: jiff::tz::Offset) -> TimeZone {
    if offset.is_zero() {
        TimeZone::posix("ZZZ0").unwrap_or(TimeZone::UTC)
    } else {
        TimeZone::fixed(offset)
    }
}

fn zone_by_id(id: &Text) -> TimeZone {
    match id.as_str() {
        "Z" => fixed(jiff::tz::Offset::UTC),
        id => crate::date::zone_named(id).1,
    }
}

/// Whole units of `ChronoUnit` from one to the other.
pub(crate) fn between(from: &Temporal, to: &Temporal, unit: &str) -> Outcome<i64> {
    if let Temporal::Date(from) = from {
        let Some(to) = to.date() else {
            return refuse("the two are not of one class");
        };
        return match unit {
            "DAYS" | "WEEKS" => {
                let days = i64::from(from.until(to).map_or(0, |span| span.get_days()));
                Ok(if unit == "DAYS" { days } else { days / 7 })
            }
            "MONTHS" | "YEARS" | "DECADES" | "CENTURIES" => Ok(months(
                from.to_datetime(Time::midnight()),
                to.to_datetime(Time::midnight()),
            ) / month_factor(unit)),
            _ => refuse("this unit is not supported"),
        };
    }
    let dated = matches!(unit, "MONTHS" | "YEARS" | "DECADES" | "CENTURIES");
    let nanos = match (from, to) {
        (Temporal::Time(one), Temporal::Time(two)) if !dated && unit != "DAYS" => {
            two.duration_since(*one).as_nanos()
        }
        (Temporal::Instant(one), _) if !dated => match to.instant() {
            Some(two) => two.duration_since(*one).as_nanos(),
            None => return refuse("the two are not of one class"),
        },
        (Temporal::DateTime(one), _) => match to.local() {
            Some(two) if dated => return Ok(months(*one, two) / month_factor(unit)),
            Some(two) => two.duration_since(*one).as_nanos(),
            None => return refuse("the two are not of one class"),
        },
        (Temporal::Zoned(one) | Temporal::Offset(one), _) => match to {
            Temporal::Zoned(two) | Temporal::Offset(two) => {
                let two = two.with_time_zone(one.time_zone().clone());
                if dated {
                    return Ok(months(one.datetime(), two.datetime()) / month_factor(unit));
                }
                if matches!(unit, "DAYS" | "WEEKS") {
                    two.datetime().duration_since(one.datetime()).as_nanos()
                } else {
                    two.duration_since(one).as_nanos()
                }
            }
            _ => return refuse("the two are not of one class"),
        },
        _ => return refuse("this unit is not supported"),
    };
    let per = match unit {
        "WEEKS" => 7 * 86_400 * 1_000_000_000,
        "DAYS" => 86_400 * 1_000_000_000,
        "HALF_DAYS" => 43_200 * 1_000_000_000,
        "HOURS" => 3_600 * 1_000_000_000,
        "MINUTES" => 60 * 1_000_000_000,
        "SECONDS" => 1_000_000_000,
        "MILLIS" => 1_000_000,
        "MICROS" => 1_000,
        _ => 1_i128,
    };
    i64::try_from(nanos / per).map_or_else(|_| refuse("the amount is out of range"), Ok)
}

fn month_factor(unit: &str) -> i64 {
    match unit {
        "YEARS" => 12,
        "DECADES" => 120,
        "CENTURIES" => 1200,
        _ => 1,
    }
}

/// Whole months from one to the other.
pub(crate) fn months(from: DateTime, to: DateTime) -> i64 {
    let count = |it: DateTime| i64::from(it.year()) * 12 + i64::from(it.month());
    let total = count(to) - count(from);
    let rest = (to.day(), to.time()).cmp(&(from.day(), from.time()));
    match (total.signum(), rest) {
        (1, std::cmp::Ordering::Less) => total - 1,
        (-1, std::cmp::Ordering::Greater) => total + 1,
        _ => total,
    }
}

/// `Period.between`
pub(crate) fn period(from: Date, to: Date) -> Object {
    let midnight = |date: Date| date.to_datetime(Time::midnight());
    let total = months(midnight(from), midnight(to));
    let start = Span::new()
        .try_months(total)
        .ok()
        .and_then(|span| from.checked_add(span).ok())
        .unwrap_or(from);
    Object::Period {
        years: (total / 12) as i32,
        months: (total % 12) as i32,
        days: start.until(to).map_or(0, |span| span.get_days()),
    }
}

/// `LocalTime.toString`: seconds only where there are any.
pub(crate) fn time_text(time: Time) -> String {
    let mut text = format!("{:02}:{:02}", time.hour(), time.minute());
    let nanos = time.subsec_nanosecond();
    if time.second() > 0 || nanos > 0 {
        text.push_str(&format!(":{:02}", time.second()));
    }
    text.push_str(&fraction(nanos));
    text
}

/// A fraction of a second as java.time prints it: none, or three, six or nine digits.
pub(crate) fn fraction(nanos: i32) -> String {
    match nanos {
        0 => String::new(),
        _ if nanos % 1_000_000 == 0 => format!(".{:03}", nanos / 1_000_000),
        _ if nanos % 1_000 == 0 => format!(".{:06}", nanos / 1_000),
        _ => format!(".{nanos:09}"),
    }
}

/// `Duration.toString`: `PT1H30M`.
pub(crate) fn duration_text(duration: SignedDuration) -> String {
    if duration.is_zero() {
        return "PT0S".to_owned();
    }
    let (seconds, nanos) = (duration.as_secs(), duration.subsec_nanos());
    let (hours, minutes, rest) = (seconds / 3_600, seconds % 3_600 / 60, seconds % 60);
    let mut text = String::from("PT");
    for (amount, unit) in [(hours, 'H'), (minutes, 'M')] {
        if amount != 0 {
            text.push_str(&format!("{amount}{unit}"));
        }
    }
    if rest != 0 || nanos != 0 {
        let sign = if rest < 0 || nanos < 0 { "-" } else { "" };
        let digits = format!("{:09}", nanos.abs());
        let digits = digits.trim_end_matches('0');
        let point = if digits.is_empty() { "" } else { "." };
        text.push_str(&format!("{sign}{}{point}{digits}S", rest.abs()));
    }
    text
}

/// `Period.toString`: `P1M2D`.
pub(crate) fn period_text(years: i32, months: i32, days: i32) -> String {
    let mut text = String::from("P");
    for (amount, unit) in [(years, 'Y'), (months, 'M'), (days, 'D')] {
        if amount != 0 {
            text.push_str(&format!("{amount}{unit}"));
        }
    }
    if text.len() == 1 {
        text.push_str("0D");
    }
    text
}
