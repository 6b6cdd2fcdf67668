//! Parsing by the letters of `SimpleDateFormat`: lenient about what follows, strict about the rest.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::format::{DAYS, Field, MONTHS, OF_DATES, fields};
use crate::error::{EvalError, Kind, Outcome};

fn unparseable<T>(text: &str) -> Outcome<T> {
    let shown: String = text.chars().take(40).collect();
    Err(Box::new(
        EvalError::new(Kind::Other, format!("`{shown}` is no date of this pattern"))
            .with_java_message(format!("Unparseable date: \"{text}\""))
            .thrown_as("java.text.ParseException"),
    ))
}

/// What has been read so far; numbers out of range carry over, as the lenient calendar does.
struct Parsed {
    year: i64,
    month: i64,
    day: i64,
    day_of_year: Option<i64>,
    hour: i64,
    hour_of_half: Option<i64>,
    afternoon: Option<bool>,
    minute: i64,
    second: i64,
    millis: i64,
    offset: Option<i32>,
    zone: Option<TimeZone>,
}

/// The milliseconds of a text by a pattern; where it names no zone, in `zone`. `now` decides the
/// century of two-digit years.
pub(crate) fn parse(text: &str, pattern: &str, zone: &TimeZone, now: i64) -> Outcome<i64> {
    parse_as(text, pattern, zone, now, true)
}

/// As [`parse`]; unless it is lenient, numbers out of range are refused.
pub(crate) fn parse_as(
    text: &str,
    pattern: &str,
    zone: &TimeZone,
    now: i64,
    lenient: bool,
) -> Outcome<i64> {
    let fields = fields(pattern, OF_DATES)?;
    let mut rest = text;
    let mut parsed = Parsed {
        year: 1970,
        month: 1,
        day: 1,
        day_of_year: None,
        hour: 0,
        hour_of_half: None,
        afternoon: None,
        minute: 0,
        second: 0,
        millis: 0,
        offset: None,
        zone: None,
    };
    for (index, field) in fields.iter().enumerate() {
        match field {
            Field::Text(expected) if expected == " " => {
                let trimmed = rest.trim_start_matches(' ');
                if trimmed.len() == rest.len() {
                    return unparseable(text);
                }
                rest = trimmed;
            }
            Field::Text(expected) => match rest.strip_prefix(expected.as_str()) {
                Some(after) => rest = after,
                None => return unparseable(text),
            },
            Field::Letters(letter, count) => {
                // Numbers that touch another number have the width of their pattern.
                let touching = matches!(fields.get(index + 1), Some(Field::Letters(next, _))
                    if "yMdHhkKmsSDu".contains(*next));
                let width = if touching { *count } else { usize::MAX };
                match field_value(&mut parsed, rest, *letter, *count, width, now) {
                    Some(after) => rest = after,
                    None => return unparseable(text),
                }
            }
        }
    }
    match resolve(&parsed, zone) {
        Some(millis) if lenient || is_in_range(&parsed) => Ok(millis),
        _ => unparseable(text),
    }
}

/// Whether every number is one of its calendar field.
fn is_in_range(parsed: &Parsed) -> bool {
    let date = i16::try_from(parsed.year).ok().and_then(|year| {
        let month = i8::try_from(parsed.month).ok()?;
        Date::new(year, month, i8::try_from(parsed.day).ok()?).ok()
    });
    let days = 1..=date.map_or(366, |date| i64::from(date.days_in_year()));
    date.is_some()
        && parsed.day_of_year.is_none_or(|day| days.contains(&day))
        && (0..24).contains(&parsed.hour)
        && parsed
            .hour_of_half
            .is_none_or(|hour| (0..12).contains(&hour))
        && (0..60).contains(&parsed.minute)
        && (0..60).contains(&parsed.second)
        && (0..1_000).contains(&parsed.millis)
}

fn digits(rest: &str, width: usize) -> Option<(i64, usize, &str)> {
    let rest = rest.trim_start_matches(' ');
    let (sign, unsigned) = rest
        .strip_prefix('-')
        .map_or((1, rest), |after| (-1, after));
    let length = unsigned
        .bytes()
        .take(width.min(18))
        .take_while(u8::is_ascii_digit)
        .count();
    let (number, after) = unsigned.split_at_checked(length)?;
    Some((sign * number.parse::<i64>().ok()?, length, after))
}

fn named<'t>(rest: &'t str, names: &[&str]) -> Option<(usize, &'t str)> {
    names.iter().enumerate().find_map(|(index, name)| {
        [*name, name.get(..3).unwrap_or(name)]
            .iter()
            .find_map(|form| {
                let (start, after) = rest.split_at_checked(form.len())?;
                start.eq_ignore_ascii_case(form).then_some((index, after))
            })
    })
}

fn field_value<'t>(
    parsed: &mut Parsed,
    rest: &'t str,
    letter: char,
    count: usize,
    width: usize,
    now: i64,
) -> Option<&'t str> {
    match letter {
        'M' | 'L' if count >= 3 => {
            let (index, after) = named(rest, &MONTHS)?;
            parsed.month = index as i64 + 1;
            return Some(after);
        }
        'E' => return named(rest, &DAYS).map(|(_, after)| after),
        'a' => {
            let (mark, after) = rest.split_at_checked(2)?;
            parsed.afternoon = Some(match mark.to_ascii_uppercase().as_str() {
                "AM" => false,
                "PM" => true,
                _ => return None,
            });
            return Some(after);
        }
        'G' => return rest.strip_prefix("AD"),
        'z' | 'Z' | 'X' | 'x' | 'V' | 'O' => return zone_value(parsed, rest, letter),
        _ => {}
    }
    let (number, length, after) = digits(rest, width)?;
    match letter {
        'y' | 'Y' | 'u' if letter != 'u' || count >= 4 => {
            parsed.year = if count <= 2 && length == 2 {
                century(number, now)
            } else {
                number
            };
        }
        'M' | 'L' => parsed.month = number,
        'd' => parsed.day = number,
        'D' => parsed.day_of_year = Some(number),
        'H' => parsed.hour = number,
        'k' => parsed.hour = number % 24,
        'h' => parsed.hour_of_half = Some(number % 12),
        'K' => parsed.hour_of_half = Some(number),
        'm' => parsed.minute = number,
        's' => parsed.second = number,
        'S' => parsed.millis = number,
        _ => {}
    }
    Some(after)
}

/// Two digits mean the year within 80 years before and 20 after now.
fn century(number: i64, now: i64) -> i64 {
    let this_year = super::zoned(now, &TimeZone::UTC).map_or(2000, |now| i64::from(now.year()));
    let candidate = this_year - this_year.rem_euclid(100) + number;
    if candidate > this_year + 20 {
        candidate - 100
    } else if candidate <= this_year - 80 {
        candidate + 100
    } else {
        candidate
    }
}

fn zone_value<'t>(parsed: &mut Parsed, rest: &'t str, letter: char) -> Option<&'t str> {
    if let Some(after) = rest.strip_prefix('Z')
        && matches!(letter, 'X' | 'x')
    {
        parsed.offset = Some(0);
        return Some(after);
    }
    for prefix in ["GMT", "UTC", ""] {
        let Some(after) = rest.strip_prefix(prefix) else {
            continue;
        };
        let length = after
            .bytes()
            .enumerate()
            .take_while(|(index, byte)| match index {
                0 => matches!(byte, b'+' | b'-'),
                _ => byte.is_ascii_digit() || *byte == b':',
            })
            .count();
        let (offset, tail) = after.split_at_checked(length)?;
        match super::offset_seconds(offset) {
            Some(seconds) => {
                parsed.offset = Some(seconds);
                return Some(tail);
            }
            None if !prefix.is_empty() => {
                parsed.offset = Some(0);
                return Some(after);
            }
            None => {}
        }
    }
    let length = rest
        .bytes()
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'_'))
        .count();
    let (name, after) = rest.split_at_checked(length)?;
    let named = match name {
        "EST" | "EDT" => "America/New_York",
        "CST" | "CDT" => "America/Chicago",
        "MST" | "MDT" => "America/Denver",
        "PST" | "PDT" => "America/Los_Angeles",
        "CET" | "CEST" => "Europe/Berlin",
        other => other,
    };
    parsed.zone = Some(TimeZone::get(named).ok()?);
    Some(after)
}

fn resolve(parsed: &Parsed, zone: &TimeZone) -> Option<i64> {
    let months = parsed.year.checked_mul(12)?.checked_add(parsed.month - 1)?;
    let year = i16::try_from(months.div_euclid(12)).ok()?;
    let first = Date::new(year, i8::try_from(months.rem_euclid(12) + 1).ok()?, 1).ok()?;
    let (start, days) = match parsed.day_of_year {
        Some(day) => (Date::new(year, 1, 1).ok()?, day - 1),
        None => (first, parsed.day - 1),
    };
    let hour = match (parsed.hour_of_half, parsed.afternoon) {
        (Some(hour), afternoon) => hour + if afternoon == Some(true) { 12 } else { 0 },
        (None, _) => parsed.hour,
    };
    let seconds = days
        .checked_mul(86_400)?
        .checked_add(hour.checked_mul(3_600)?)?
        .checked_add(parsed.minute.checked_mul(60)?)?
        .checked_add(parsed.second)?;
    let local = start
        .at(0, 0, 0, 0)
        .checked_add(SignedDuration::from_secs(seconds))
        .ok()?;
    let local = local
        .checked_add(SignedDuration::from_millis(parsed.millis))
        .ok()?;
    let instant: Timestamp = match parsed.offset {
        Some(seconds) => jiff::tz::Offset::from_seconds(seconds)
            .ok()?
            .to_timestamp(local)
            .ok()?,
        None => parsed
            .zone
            .as_ref()
            .unwrap_or(zone)
            .to_timestamp(local)
            .ok()?,
    };
    Some(instant.as_millisecond())
}
