//! Reading the ISO forms that java.time reads without a formatter.

use jiff::ZonedDateTime;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{Offset, TimeZone};

/// `2024-01-31`
pub(crate) fn date(text: &str) -> Option<Date> {
    let bytes = text.as_bytes();
    if bytes.len() != 10 || bytes.get(4) != Some(&b'-') || bytes.get(7) != Some(&b'-') {
        return None;
    }
    Date::new(
        number(text, 0, 4)?,
        number(text, 5, 7)?,
        number(text, 8, 10)?,
    )
    .ok()
}

/// `10:20`, `10:20:30`, `10:20:30.5`
pub(crate) fn time(text: &str) -> Option<Time> {
    let (clock, nanos) = match text.split_once('.') {
        Some((clock, digits)) if clock.len() == 8 => (clock, nanos(digits)?),
        Some(_) => return None,
        None => (text, 0),
    };
    let bytes = clock.as_bytes();
    let second = match bytes.len() {
        5 => 0,
        8 if bytes.get(5) == Some(&b':') => number(clock, 6, 8)?,
        _ => return None,
    };
    if bytes.get(2) != Some(&b':') || second > 59 {
        return None;
    }
    Time::new(number(clock, 0, 2)?, number(clock, 3, 5)?, second, nanos).ok()
}

fn nanos(digits: &str) -> Option<i32> {
    if digits.len() > 9 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    format!("{digits:0<9}").parse().ok()
}

/// `2024-01-31T10:20:30`
pub(crate) fn date_time(text: &str) -> Option<DateTime> {
    let (day, clock) = text.split_once(['T', 't'])?;
    Some(DateTime::from_parts(date(day)?, time(clock)?))
}

/// `2024-01-31T10:20:30+01:00[Europe/Berlin]`, the zone in brackets only where it is allowed.
pub(crate) fn zoned(text: &str, region: bool) -> Option<ZonedDateTime> {
    let (text, zone) = match text.strip_suffix(']').and_then(|text| text.split_once('[')) {
        Some((_, _)) if !region => return None,
        Some((text, id)) => (text, Some(TimeZone::get(id).ok()?)),
        None => (text, None),
    };
    let clock = text.find(['T', 't'])?;
    let at = text
        .get(clock..)?
        .find(['Z', 'z', '+', '-'])
        .map(|at| at + clock)?;
    let (local, offset) = text.split_at_checked(at)?;
    let local = date_time(local)?;
    let offset = offset_of(offset)?;
    let instant = offset.to_timestamp(local).ok()?;
    Some(instant.to_zoned_datetime(zone.unwrap_or_else(|| super::fixed(offset))))
}

/// `Z`, `+01:00`, `+01`
pub(crate) fn offset_of(text: &str) -> Option<Offset> {
    if text.eq_ignore_ascii_case("z") {
        return Some(Offset::UTC);
    }
    let sign = match text.as_bytes().first()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let (hours, minutes): (i32, i32) = match text.len() {
        3 => (number(text, 1, 3)?, 0),
        6 if text.as_bytes().get(3) == Some(&b':') => (number(text, 1, 3)?, number(text, 4, 6)?),
        _ => return None,
    };
    if hours > 18 || minutes > 59 {
        return None;
    }
    Offset::from_seconds(sign * (hours * 3_600 + minutes * 60)).ok()
}

/// Digits only, from one byte to another.
fn number<T: std::str::FromStr>(text: &str, from: usize, to: usize) -> Option<T> {
    let digits = text.get(from..to)?;
    if digits.bytes().all(|byte| byte.is_ascii_digit()) {
        digits.parse().ok()
    } else {
        None
    }
}
