//! Formatting by the letters of `SimpleDateFormat` and `DateTimeFormatter`, in US English.

use std::fmt::Write;

use jiff::ZonedDateTime;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::error::{EvalError, Kind, Outcome};

/// A run of one pattern letter, or text taken as it is.
pub(crate) enum Field {
    Letters(char, usize),
    Text(String),
}

/// The letters of `SimpleDateFormat`.
pub(crate) const OF_DATES: &str = "GyYMLwWDdFEuaHkKhmsSzZX";
/// The letters of `DateTimeFormatter`; those that bindery lacks among them.
pub(crate) const OF_FORMATTERS: &str = "GuyDMLdQqYwWEecFaBhKkHmsSAnNVvzOXxZpg";

/// Takes a pattern of these letters apart.
pub(crate) fn fields(pattern: &str, known: &str) -> Outcome<Vec<Field>> {
    let mut fields = Vec::new();
    let mut letters = pattern.chars().peekable();
    while let Some(letter) = letters.next() {
        if letter == '\'' {
            let mut text = String::new();
            if letters.peek() == Some(&'\'') {
                letters.next();
                fields.push(Field::Text("'".to_owned()));
                continue;
            }
            loop {
                match letters.next() {
                    Some('\'') if letters.peek() == Some(&'\'') => {
                        letters.next();
                        text.push('\'');
                    }
                    Some('\'') => break,
                    Some(other) => text.push(other),
                    None => return illegal("a quote in the date pattern is not closed"),
                }
            }
            fields.push(Field::Text(text));
        } else if letter.is_ascii_alphabetic() {
            let mut count = 1;
            while letters.peek() == Some(&letter) {
                letters.next();
                count += 1;
            }
            if !known.contains(letter) {
                return illegal(&format!("`{letter}` is no letter of date patterns"));
            }
            fields.push(Field::Letters(letter, count));
        } else {
            fields.push(Field::Text(letter.to_string()));
        }
    }
    Ok(fields)
}

fn illegal<T>(message: &str) -> Outcome<T> {
    Err(Box::new(
        EvalError::new(Kind::Other, message).thrown_as("java.lang.IllegalArgumentException"),
    ))
}

/// Refuses a pattern that Java refuses.
pub(crate) fn check_pattern(pattern: &str, known: &str) -> Outcome<()> {
    fields(pattern, known).map(|_| ())
}

/// A date by a pattern in a zone.
pub(crate) fn format(millis: i64, pattern: &str, zone: &TimeZone) -> Outcome<String> {
    // The calendar repeats itself every 400 years, which hold whole weeks.
    const CYCLE: i64 = 146_097 * 86_400_000;
    match super::zoned(millis, zone) {
        Ok(at) => format_zoned(&at, pattern),
        Err(_) => {
            let years = i32::try_from(millis.div_euclid(CYCLE)).unwrap_or(0) * 400;
            format_years_on(
                &super::zoned(millis.rem_euclid(CYCLE), zone)?,
                years,
                pattern,
            )
        }
    }
}

/// A date by a pattern.
pub(crate) fn format_zoned(at: &ZonedDateTime, pattern: &str) -> Outcome<String> {
    format_years_on(at, 0, pattern)
}

fn format_years_on(at: &ZonedDateTime, years: i32, pattern: &str) -> Outcome<String> {
    let mut out = String::new();
    for field in fields(pattern, OF_DATES)? {
        match field {
            Field::Text(text) => out.push_str(&text),
            Field::Letters('z', 4..) => match long_zone(at) {
                Some(name) => out.push_str(name),
                None => {
                    let message = "the long name of this zone is not available";
                    return Err(Box::new(EvalError::new(Kind::Unsupported, message)));
                }
            },
            Field::Letters(letter, count) => write_field(&mut out, at, years, letter, count),
        }
    }
    Ok(out)
}

pub(crate) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
pub(crate) const DAYS: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];

fn write_field(out: &mut String, at: &ZonedDateTime, years: i32, letter: char, count: usize) {
    let number = |out: &mut String, value: i32| {
        let digits = value.unsigned_abs().to_string();
        if value < 0 {
            out.push('-');
        }
        // A pattern may ask for more digits than a format width can hold.
        let sign = usize::from(value < 0);
        out.extend(std::iter::repeat_n(
            '0',
            count.saturating_sub(digits.len() + sign),
        ));
        out.push_str(&digits);
    };
    match letter {
        'G' => out.push_str(if i32::from(at.year()) + years > 0 {
            "AD"
        } else {
            "BC"
        }),
        'y' | 'u' if letter == 'y' || count >= 4 => {
            let year = i32::from(at.year()) + years;
            let of_era = letter == 'y' && year <= 0;
            let year = if of_era { 1 - year } else { year };
            if count == 2 {
                let _ = write!(out, "{:02}", year.rem_euclid(100));
            } else {
                number(out, year)
            }
        }
        'Y' => {
            let year = week_year(at.date()) + years;
            if count == 2 {
                let _ = write!(out, "{:02}", year.rem_euclid(100));
            } else {
                number(out, year)
            }
        }
        'M' | 'L' => {
            let month = i32::from(at.month());
            let name = MONTHS
                .get(at.month().unsigned_abs() as usize - 1)
                .copied()
                .unwrap_or("");
            match count {
                1 | 2 => number(out, month),
                3 => out.push_str(name.get(..3).unwrap_or(name)),
                _ => out.push_str(name),
            }
        }
        'w' => number(out, week_of_year(at.date())),
        'W' => number(out, week_of_month(at.date())),
        'D' => number(out, i32::from(at.day_of_year())),
        'd' => number(out, i32::from(at.day())),
        'F' => number(out, (i32::from(at.day()) - 1) / 7 + 1),
        'E' => {
            let index = at.weekday().to_monday_zero_offset();
            let name = DAYS
                .get(index.unsigned_abs() as usize)
                .copied()
                .unwrap_or("");
            out.push_str(if count > 3 {
                name
            } else {
                name.get(..3).unwrap_or(name)
            });
        }
        'u' => number(out, i32::from(at.weekday().to_monday_one_offset())),
        'a' => out.push_str(if at.hour() < 12 { "AM" } else { "PM" }),
        'H' => number(out, i32::from(at.hour())),
        'k' => number(
            out,
            if at.hour() == 0 {
                24
            } else {
                i32::from(at.hour())
            },
        ),
        'K' => number(out, i32::from(at.hour()) % 12),
        'h' => number(out, (i32::from(at.hour()) + 11) % 12 + 1),
        'm' => number(out, i32::from(at.minute())),
        's' => number(out, i32::from(at.second())),
        'S' => number(out, i32::from(at.millisecond())),
        'n' | 'N' => number(out, at.subsec_nanosecond()),
        'Z' => out.push_str(&at.strftime("%z").to_string()),
        'X' | 'x' => {
            if at.offset().seconds() == 0 && letter == 'X' {
                out.push('Z');
            } else {
                let offset = at.strftime("%:z").to_string();
                match count {
                    1 => out.push_str(offset.get(..3).unwrap_or(&offset)),
                    2 => out.push_str(&offset.replace(':', "")),
                    _ => out.push_str(&offset),
                }
            }
        }
        'z' | 'V' | 'O' => {
            let name = at.strftime("%Z").to_string();
            // A zone that is only an offset has no name of its own.
            if name.starts_with(['+', '-']) {
                let _ = write!(out, "GMT{}", at.strftime("%:z"));
            } else {
                out.push_str(&name);
            }
        }
        _ => {}
    }
}

/// The long name of a zone at a time, of the zones that authors name most.
fn long_zone(at: &ZonedDateTime) -> Option<&'static str> {
    let zone = at.time_zone().iana_name()?;
    let summer = at.time_zone().to_offset_info(at.timestamp()).dst().is_dst();
    let (standard, daylight) = match zone {
        "UTC" | "Etc/UTC" => return Some("Coordinated Universal Time"),
        "GMT" | "Etc/GMT" => return Some("Greenwich Mean Time"),
        "America/New_York" | "US/Eastern" | "America/Toronto" | "America/Detroit" => {
            ("Eastern Standard Time", "Eastern Daylight Time")
        }
        "America/Chicago" | "US/Central" => ("Central Standard Time", "Central Daylight Time"),
        "America/Denver" | "US/Mountain" | "America/Phoenix" => {
            ("Mountain Standard Time", "Mountain Daylight Time")
        }
        "America/Los_Angeles" | "US/Pacific" | "America/Vancouver" => {
            ("Pacific Standard Time", "Pacific Daylight Time")
        }
        "Europe/London" => ("Greenwich Mean Time", "British Summer Time"),
        "Europe/Paris" | "Europe/Berlin" | "Europe/Madrid" | "Europe/Rome" | "Europe/Vienna"
        | "Europe/Zurich" | "Europe/Brussels" | "Europe/Amsterdam" | "Europe/Stockholm" => (
            "Central European Standard Time",
            "Central European Summer Time",
        ),
        "Asia/Kolkata" | "Asia/Calcutta" => ("India Standard Time", ""),
        "Asia/Tokyo" => ("Japan Standard Time", ""),
        _ => return None,
    };
    Some(if summer { daylight } else { standard })
}

/// The week of the year as the US calendar counts: weeks start on Sunday, the first holds January 1.
pub(super) fn week_of_year(date: Date) -> i32 {
    if week_year(date) > i32::from(date.year()) {
        return 1;
    }
    let first = date.first_of_year();
    let shift = i32::from(first.weekday().to_sunday_zero_offset());
    (i32::from(date.day_of_year()) - 1 + shift) / 7 + 1
}

pub(super) fn week_of_month(date: Date) -> i32 {
    let shift = i32::from(date.first_of_month().weekday().to_sunday_zero_offset());
    (i32::from(date.day()) - 1 + shift) / 7 + 1
}

fn week_year(date: Date) -> i32 {
    // The last days of December belong to the week of January 1, when that comes before Saturday.
    let days_left = 31 - i32::from(date.day());
    let to_saturday = 6 - i32::from(date.weekday().to_sunday_zero_offset());
    if date.month() == 12 && to_saturday > days_left {
        i32::from(date.year()) + 1
    } else {
        i32::from(date.year())
    }
}
