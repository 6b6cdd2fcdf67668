//! Dates: `Date.toString`, the patterns of `SimpleDateFormat` and java.time, parsing, fields.

mod format;
mod parse;

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ZonedDateTime};

pub(crate) use format::{
    DAYS, Field, MONTHS, OF_DATES, OF_FORMATTERS, check_pattern, fields, format, format_zoned,
};
pub(crate) use parse::{parse, parse_as};

use crate::error::{Kind, Outcome, fail};
use crate::run::Run;
use crate::value::{Object, Text, Value};

/// A date in a zone; dates beyond year 9999 can be shown, but not calculated with.
pub(crate) fn zoned(millis: i64, zone: &TimeZone) -> Outcome<ZonedDateTime> {
    match Timestamp::from_millisecond(millis) {
        Ok(instant) => Ok(instant.to_zoned_datetime(zone.clone())),
        Err(_) => fail(Kind::Unsupported, "dates end with year 9999 here"),
    }
}

/// `Date.toString`: `Wed Jan 31 08:05:09 UTC 2024`.
pub(crate) fn date_text(run: &Run<'_>, millis: i64) -> String {
    format(
        millis,
        "EEE MMM dd HH:mm:ss zzz y",
        run.state.context.zone(),
    )
    .unwrap_or_default()
}

/// A date beyond year 9999 as JSON shows dates.
pub(crate) fn far_text(millis: i64) -> String {
    format(millis, "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", &TimeZone::UTC).unwrap_or_default()
}

/// `LocalDateTime.toString`
pub(crate) fn local_text(date: DateTime) -> String {
    if date.second() == 0 && date.subsec_nanosecond() == 0 {
        return format!("{}T{:02}:{:02}", date.date(), date.hour(), date.minute());
    }
    let (hour, minute, second) = (date.hour(), date.minute(), date.second());
    let fraction = crate::temporal::fraction(date.subsec_nanosecond());
    format!(
        "{}T{hour:02}:{minute:02}:{second:02}{fraction}",
        date.date()
    )
}

/// `Instant.toString`
pub(crate) fn instant_text(instant: Timestamp) -> String {
    let date = instant.to_zoned_datetime(TimeZone::UTC).datetime();
    let (hour, minute, second) = (date.hour(), date.minute(), date.second());
    let fraction = crate::temporal::fraction(date.subsec_nanosecond());
    format!(
        "{}T{hour:02}:{minute:02}:{second:02}{fraction}Z",
        date.date()
    )
}

/// `ZonedDateTime.toString`
pub(crate) fn zoned_text(zoned: &ZonedDateTime) -> String {
    let local = local_text(zoned.datetime());
    let offset = if zoned.offset().is_zero() {
        "Z".to_owned()
    } else {
        zoned.strftime("%:z").to_string()
    };
    match zoned.time_zone().iana_name() {
        Some(name) => format!("{local}{offset}[{name}]"),
        None => format!("{local}{offset}"),
    }
}

/// `TimeZone.getTimeZone`: an unknown id is GMT.
pub(crate) fn zone_named(id: &str) -> (Text, TimeZone) {
    let offset = id
        .strip_prefix("GMT")
        .or_else(|| id.strip_prefix("UTC"))
        .unwrap_or(id);
    if let Some(name) = short_zone(id)
        && let Ok(zone) = TimeZone::get(name)
    {
        return (Text::from(id), zone);
    }
    if let Ok(zone) = TimeZone::get(id) {
        return (Text::from(id), zone);
    }
    if let Some(seconds) = offset_seconds(offset)
        && let Ok(offset) = jiff::tz::Offset::from_seconds(seconds)
    {
        return (Text::from(id), TimeZone::fixed(offset));
    }
    (Text::from("GMT"), TimeZone::UTC)
}

/// The zone that Java means by one of its short names.
fn short_zone(id: &str) -> Option<&'static str> {
    Some(match id {
        "ACT" => "Australia/Darwin",
        "AET" => "Australia/Sydney",
        "AGT" => "America/Argentina/Buenos_Aires",
        "ART" => "Africa/Cairo",
        "AST" => "America/Anchorage",
        "BET" => "America/Sao_Paulo",
        "BST" => "Asia/Dhaka",
        "CAT" => "Africa/Harare",
        "CNT" => "America/St_Johns",
        "CST" => "America/Chicago",
        "CTT" => "Asia/Shanghai",
        "EAT" => "Africa/Addis_Ababa",
        "ECT" => "Europe/Paris",
        "IET" => "America/Indiana/Indianapolis",
        "IST" => "Asia/Kolkata",
        "JST" => "Asia/Tokyo",
        "MIT" => "Pacific/Apia",
        "NET" => "Asia/Yerevan",
        "NST" => "Pacific/Auckland",
        "PLT" => "Asia/Karachi",
        "PNT" => "America/Phoenix",
        "PRT" => "America/Puerto_Rico",
        "PST" => "America/Los_Angeles",
        "SST" => "Pacific/Guadalcanal",
        "VST" => "Asia/Ho_Chi_Minh",
        _ => return None,
    })
}

/// `+02:00`, `+0200`, `+2` in seconds.
pub(crate) fn offset_seconds(text: &str) -> Option<i32> {
    let (sign, rest) = match text.split_at_checked(1)? {
        ("+", rest) => (1, rest),
        ("-", rest) => (-1, rest),
        _ => return None,
    };
    let digits: String = rest.chars().filter(|letter| *letter != ':').collect();
    if digits.is_empty() || digits.len() > 4 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let number: i32 = digits.parse().ok()?;
    let (hours, minutes) = if digits.len() <= 2 {
        (number, 0)
    } else {
        (number / 100, number % 100)
    };
    Some(sign * (hours * 3600 + minutes * 60))
}

/// A calendar at the context's clock.
pub(crate) fn calendar(run: &Run<'_>) -> Value {
    let zone = run
        .state
        .context
        .zone()
        .iana_name()
        .unwrap_or("UTC")
        .to_owned();
    Value::object(Object::Calendar {
        millis: run.state.context.clock().into(),
        zone: Text::from(zone).into(),
    })
}

/// `date[Calendar.MONTH]`
pub(crate) fn calendar_field(run: &Run<'_>, millis: i64, field: i32) -> Outcome<Value> {
    field_of(&zoned(millis, run.state.context.zone())?, field)
}

/// A field of a calendar by its Java number.
pub(crate) fn field_of(at: &ZonedDateTime, field: i32) -> Outcome<Value> {
    let number = match field {
        0 => i32::from(at.year() > 0),
        1 => i32::from(at.year()),
        2 => i32::from(at.month()) - 1,
        3 => format::week_of_year(at.date()),
        4 => format::week_of_month(at.date()),
        5 => i32::from(at.day()),
        6 => i32::from(at.day_of_year()),
        7 => i32::from(at.weekday().to_sunday_one_offset()),
        8 => (i32::from(at.day()) - 1) / 7 + 1,
        9 => i32::from(at.hour() >= 12),
        10 => i32::from(at.hour()) % 12,
        11 => i32::from(at.hour()),
        12 => i32::from(at.minute()),
        13 => i32::from(at.second()),
        14 => i32::from(at.millisecond()),
        15 => at.offset().seconds() * 1000,
        16 => 0,
        _ => return fail(Kind::Index, format!("a calendar has no field {field}")),
    };
    Ok(Value::Integer(number))
}

/// Adds to a field of a calendar by its Java number.
pub(crate) fn add_to_field(at: &ZonedDateTime, field: i32, amount: i32) -> Outcome<i64> {
    let none = jiff::Span::new();
    let span = match field {
        1 => none.try_years(amount),
        2 => none.try_months(amount),
        3 | 4 | 8 => none.try_weeks(amount),
        5..=7 => none.try_days(amount),
        9 => none.try_hours(i64::from(amount) * 12),
        10 | 11 => none.try_hours(amount),
        12 => none.try_minutes(amount),
        13 => none.try_seconds(amount),
        14 => none.try_milliseconds(amount),
        _ => return fail(Kind::Index, format!("a calendar has no field {field}")),
    };
    match span.and_then(|span| at.checked_add(span)) {
        Ok(moved) => Ok(moved.timestamp().as_millisecond()),
        Err(_) => fail(Kind::Other, "the date is out of the calendar"),
    }
}

/// The milliseconds of a date with fields set by their Java numbers, each carried over as a
/// lenient calendar does: day 32 is in the next month.
pub(crate) fn with_calendar_fields(at: &ZonedDateTime, changes: &[(i32, i32)]) -> Outcome<i64> {
    let local = at.datetime();
    let (mut year, mut month) = (i64::from(local.year()), i64::from(local.month()) - 1);
    let mut day = i64::from(local.day());
    let mut hour = i64::from(local.hour());
    let mut minute = i64::from(local.minute());
    let mut second = i64::from(local.second());
    let mut milli = i64::from(local.millisecond());
    for (field, value) in changes {
        let value = i64::from(*value);
        match field {
            1 => year = value,
            2 => month = value,
            5 => day = value,
            10 => hour = hour / 12 * 12 + value,
            11 => hour = value,
            12 => minute = value,
            13 => second = value,
            14 => milli = value,
            _ => return fail(Kind::Unsupported, "this field of a calendar cannot be set"),
        }
    }
    let months = year * 12 + month;
    let first = i16::try_from(months.div_euclid(12)).ok().and_then(|year| {
        let month = i8::try_from(months.rem_euclid(12) + 1).ok()?;
        DateTime::new(year, month, 1, 0, 0, 0, 0).ok()
    });
    let millis = (((day - 1) * 24 + hour) * 60 + minute)
        .checked_mul(60_000)
        .and_then(|millis| millis.checked_add(second * 1_000 + milli));
    let moved = first.zip(millis).and_then(|(first, millis)| {
        first
            .checked_add(jiff::SignedDuration::from_millis(millis))
            .ok()
    });
    match moved.and_then(|local| at.time_zone().to_timestamp(local).ok()) {
        Some(instant) => Ok(instant.as_millisecond()),
        None => fail(Kind::Other, "the date is out of the calendar"),
    }
}
