//! `DateTimeFormatter`: patterns by letter and the ISO formatters, which are named `#ISO_…`.
//!
//! Reading is strict about widths, as java.time is: `MM` takes two digits, `yyyy` four. A class
//! that lacks a field of the pattern is an error; letters that bindery lacks are unsupported.

use jiff::ZonedDateTime;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{Offset, TimeZone};

use super::iso::offset_of;
use super::{Temporal, fraction, placed, refuse};
use crate::date::{DAYS, Field, MONTHS, OF_FORMATTERS, fields};
use crate::error::{EvalError, Kind, Outcome, fail};

/// The text of a temporal by a pattern.
pub(crate) fn format(at: &Temporal, pattern: &str) -> Outcome<String> {
    if let Some(name) = pattern.strip_prefix('#') {
        return iso(at, name);
    }
    let (date, time) = (at.date(), at.time());
    let zone = match at {
        Temporal::Zoned(zoned) | Temporal::Offset(zoned) => Some(zoned),
        _ => None,
    };
    let local = DateTime::from_parts(
        date.unwrap_or(Date::constant(2000, 1, 1)),
        time.unwrap_or_default(),
    );
    let shown = match zone {
        Some(zoned) => zoned.clone(),
        None => placed(local, &TimeZone::UTC)?,
    };
    let mut out = String::new();
    for field in fields(pattern, OF_FORMATTERS)? {
        let (letter, count) = match field {
            Field::Text(text) => {
                out.push_str(&text);
                continue;
            }
            Field::Letters(letter, count) => (letter, count),
        };
        let known = match letter {
            'y' | 'u' | 'M' | 'L' | 'd' | 'D' | 'E' => date.is_some(),
            'a' | 'H' | 'h' | 'k' | 'K' | 'm' | 's' | 'S' => time.is_some(),
            'X' | 'Z' | 'z' => zone.is_some(),
            'Q' | 'q' => date.is_some(),
            _ => return unsupported(letter),
        };
        if !known {
            return refuse("the value lacks a field of the pattern");
        }
        match (letter, count) {
            ('S', 1..=9) => {
                let digits = format!("{:09}", local.subsec_nanosecond());
                out.push_str(digits.get(..count).unwrap_or_default());
            }
            ('Q' | 'q', 1..=4) => {
                let quarter = (shown.month() - 1) / 3 + 1;
                out.push_str(&match count {
                    1 | 2 => format!("{quarter:0count$}"),
                    3 => format!("Q{quarter}"),
                    _ => {
                        let ends = ["st", "nd", "rd", "th"];
                        let end = ends.get(quarter.unsigned_abs() as usize - 1);
                        format!("{quarter}{} quarter", end.unwrap_or(&"th"))
                    }
                });
            }
            ('Q' | 'q' | 'E' | 'M' | 'L', 5..)
            | ('S', _)
            | ('Z', 4..)
            | ('X', 4..)
            | ('a', 2..) => {
                return unsupported(letter);
            }
            ('z', _) if shown.time_zone().iana_name().is_none() => {
                out.push_str(&offset_text(&shown));
            }
            ('d' | 'H' | 'h' | 'k' | 'K' | 'm' | 's', 3..) | ('D', 4..) => {
                return Err(Box::new(
                    EvalError::new(Kind::Other, format!("too many letters `{letter}`"))
                        .thrown_as("java.lang.IllegalArgumentException"),
                ));
            }
            _ => {
                let letter = if letter == 'u' { 'y' } else { letter };
                let run: String = std::iter::repeat_n(letter, count).collect();
                out.push_str(&crate::date::format_zoned(&shown, &run)?);
            }
        }
    }
    Ok(out)
}

fn unsupported<T>(letter: char) -> Outcome<T> {
    fail(
        Kind::Unsupported,
        format!("`{letter}` so often in a date pattern is not available"),
    )
}

/// `Z`, or `+01:00`.
pub(super) fn offset_text(at: &ZonedDateTime) -> String {
    if at.offset().is_zero() {
        "Z".to_owned()
    } else {
        at.strftime("%:z").to_string()
    }
}

fn iso(at: &Temporal, name: &str) -> Outcome<String> {
    let lacking = || refuse("the value lacks a field of the format");
    if name == "ISO_INSTANT" {
        return match at.instant() {
            Some(instant) => Ok(crate::date::instant_text(instant)),
            None => lacking(),
        };
    }
    let date = at.date().map(|date| match name {
        "BASIC_ISO_DATE" => date.strftime("%Y%m%d").to_string(),
        _ => date.to_string(),
    });
    let time = at.time().map(|time| {
        let (hour, minute, second) = (time.hour(), time.minute(), time.second());
        let digits = fraction(time.subsec_nanosecond());
        let digits = digits.trim_end_matches('0').trim_end_matches('.');
        format!("{hour:02}:{minute:02}:{second:02}{digits}")
    });
    let (offset, region) = match at {
        Temporal::Zoned(zoned) => (
            Some(offset_text(zoned)),
            zoned.time_zone().iana_name().map(|id| format!("[{id}]")),
        ),
        Temporal::Offset(zoned) => (Some(offset_text(zoned)), None),
        _ => (None, None),
    };
    let region = region.unwrap_or_default();
    Ok(match (name, date, time, offset) {
        ("ISO_LOCAL_DATE", Some(date), _, _) => date,
        ("ISO_DATE" | "BASIC_ISO_DATE", Some(date), _, None) => date,
        ("ISO_DATE", Some(date), _, Some(offset)) => format!("{date}{offset}"),
        ("ISO_LOCAL_TIME", _, Some(time), _) | ("ISO_TIME", _, Some(time), None) => time,
        ("ISO_LOCAL_DATE_TIME", Some(date), Some(time), _)
        | ("ISO_DATE_TIME", Some(date), Some(time), None) => format!("{date}T{time}"),
        ("ISO_OFFSET_DATE_TIME", Some(date), Some(time), Some(offset)) => {
            format!("{date}T{time}{offset}")
        }
        ("ISO_ZONED_DATE_TIME" | "ISO_DATE_TIME", Some(date), Some(time), Some(offset)) => {
            format!("{date}T{time}{offset}{region}")
        }
        _ => return lacking(),
    })
}

/// What a text names by a pattern.
pub(crate) struct Read {
    pub(crate) date: Option<Date>,
    pub(crate) time: Option<Time>,
    pub(crate) offset: Option<Offset>,
}

/// Reads a text by a pattern.
pub(crate) fn parse(text: &str, pattern: &str) -> Outcome<Read> {
    if let Some(name) = pattern.strip_prefix('#') {
        let read = match name {
            "ISO_LOCAL_DATE" | "ISO_DATE" => super::iso_date(text).map(|date| Read {
                date: Some(date),
                time: None,
                offset: None,
            }),
            "ISO_LOCAL_DATE_TIME" => super::iso_date_time(text).map(|at| Read {
                date: Some(at.date()),
                time: Some(at.time()),
                offset: None,
            }),
            "ISO_LOCAL_TIME" => super::iso_time(text).map(|time| Read {
                date: None,
                time: Some(time),
                offset: None,
            }),
            "ISO_OFFSET_DATE_TIME" => super::zoned(text, false).map(|at| Read {
                date: Some(at.date()),
                time: Some(at.time()),
                offset: Some(at.offset()),
            }),
            "BASIC_ISO_DATE" => return parse(text, "yyyyMMdd"),
            _ => {
                return fail(
                    Kind::Unsupported,
                    format!("reading by {name} is not available"),
                );
            }
        };
        return read.map_or_else(unparseable, Ok);
    }
    let fields = fields(pattern, OF_FORMATTERS)?;
    let mut found = Found::default();
    let mut rest = text;
    for (index, field) in fields.iter().enumerate() {
        let after = match field {
            Field::Text(expected) => rest.strip_prefix(expected.as_str()),
            Field::Letters(letter, count) => {
                let reserved = reserved(fields.get(index + 1..).unwrap_or_default());
                found.take(rest, *letter, *count, reserved)?
            }
        };
        match after {
            Some(after) => rest = after,
            None => return unparseable(),
        }
    }
    if rest.is_empty() {
        found.resolve()
    } else {
        unparseable()
    }
}

fn unparseable<T>() -> Outcome<T> {
    Err(Box::new(
        EvalError::new(Kind::Other, "the text does not fit the date pattern")
            .thrown_as("java.time.format.DateTimeParseException"),
    ))
}

/// The digits that numbers of fixed width take right after a number.
fn reserved(following: &[Field]) -> usize {
    let mut width = 0;
    for field in following {
        match field {
            Field::Letters(letter, count)
                if "yuMLdDHhkKmsS".contains(*letter) && !("ML".contains(*letter) && *count > 2) =>
            {
                width += count;
            }
            _ => break,
        }
    }
    width
}

#[derive(Default)]
struct Found {
    year: Option<i64>,
    month: Option<i64>,
    day: Option<i64>,
    day_of_year: Option<i64>,
    hour: Option<i64>,
    half_hour: Option<i64>,
    afternoon: Option<bool>,
    minute: Option<i64>,
    second: Option<i64>,
    nanos: Option<i64>,
    offset: Option<Offset>,
}

impl Found {
    /// Takes one field; `None` where the text does not fit.
    fn take<'t>(
        &mut self,
        rest: &'t str,
        letter: char,
        count: usize,
        reserved: usize,
    ) -> Outcome<Option<&'t str>> {
        match (letter, count) {
            ('M' | 'L', 3 | 4) => {
                let taken = named(rest, &MONTHS, count == 3);
                self.month = taken.map(|(index, _)| index as i64 + 1);
                return Ok(taken.map(|(_, after)| after));
            }
            ('E', 1..=4) => return Ok(named(rest, &DAYS, count < 4).map(|(_, after)| after)),
            ('a', 1) => {
                self.afternoon = match rest.get(..2) {
                    Some("AM") => Some(false),
                    Some("PM") => Some(true),
                    _ => return Ok(None),
                };
                return Ok(rest.get(2..));
            }
            ('X', 1..=3) | ('Z', 1..=3) => return Ok(self.take_offset(rest, letter, count)),
            ('y' | 'u', 1 | 2 | 4)
            | ('M' | 'L' | 'd' | 'H' | 'h' | 'k' | 'K' | 'm' | 's', 1 | 2)
            | ('D', 1..=3)
            | ('S', 1..=9) => {}
            _ => return unsupported(letter),
        }
        let available = rest.bytes().take_while(u8::is_ascii_digit).count();
        let width = match (letter, count) {
            ('S', _) | (_, 2) | ('D', 3) => count,
            ('y' | 'u', 4) => match available.saturating_sub(reserved) {
                4 => 4,
                _ => return Ok(None),
            },
            _ => available.saturating_sub(reserved).min(18),
        };
        if width == 0 || width > available {
            return Ok(None);
        }
        let (digits, after) = rest.split_at(width);
        let Ok(number) = digits.parse::<i64>() else {
            return Ok(None);
        };
        let slot = match letter {
            'y' | 'u' => &mut self.year,
            'M' | 'L' => &mut self.month,
            'd' => &mut self.day,
            'D' => &mut self.day_of_year,
            'H' => &mut self.hour,
            'h' | 'K' => &mut self.half_hour,
            'k' => &mut self.hour,
            'm' => &mut self.minute,
            's' => &mut self.second,
            _ => &mut self.nanos,
        };
        let most = match letter {
            'M' | 'L' | 'h' => 1..=12,
            'd' => 1..=31,
            'D' => 1..=366,
            'H' => 0..=23,
            'k' => 1..=24,
            'K' => 0..=11,
            'm' | 's' => 0..=59,
            _ => 0..=i64::MAX,
        };
        if !most.contains(&number) {
            return Ok(None);
        }
        *slot = Some(match (letter, count) {
            ('y' | 'u', 2) => 2000 + number,
            ('h', _) => number % 12,
            ('k', _) => number % 24,
            ('S', _) => number * 10_i64.pow(9 - count as u32),
            _ => number,
        });
        Ok(Some(after))
    }

    fn take_offset<'t>(&mut self, rest: &'t str, letter: char, count: usize) -> Option<&'t str> {
        if letter == 'X'
            && let Some(after) = rest.strip_prefix('Z')
        {
            self.offset = Some(Offset::UTC);
            return Some(after);
        }
        let width = match (letter, count) {
            ('X', 3) => 6,
            ('X', 1)
                if !rest
                    .get(3..5)
                    .is_some_and(|it| it.bytes().all(|b| b.is_ascii_digit())) =>
            {
                3
            }
            _ => 5,
        };
        let (text, after) = rest.split_at_checked(width)?;
        let spelled = match width {
            5 => format!("{}:{}", text.get(..3)?, text.get(3..)?),
            _ => text.to_owned(),
        };
        self.offset = Some(offset_of(&spelled)?);
        Some(after)
    }

    fn resolve(self) -> Outcome<Read> {
        let date = match (self.year, self.month, self.day, self.day_of_year) {
            (Some(year), Some(month), Some(day), _) => {
                let (Ok(year), Ok(month)) = (i16::try_from(year), i8::try_from(month)) else {
                    return unparseable();
                };
                let Ok(first) = Date::new(year, month, 1) else {
                    return unparseable();
                };
                // A day past the end of its month is its last day.
                let day = i8::try_from(day).unwrap_or(1).min(first.days_in_month());
                Date::new(year, month, day).ok()
            }
            (Some(_), None, None, Some(_)) => {
                return fail(Kind::Unsupported, "days of the year cannot be read here");
            }
            _ => None,
        };
        let hour = match (self.hour, self.half_hour, self.afternoon) {
            (Some(hour), _, _) => Some(hour),
            (None, Some(hour), Some(afternoon)) => Some(hour + if afternoon { 12 } else { 0 }),
            _ => None,
        };
        let time = hour.and_then(|hour| {
            Time::new(
                i8::try_from(hour).ok()?,
                i8::try_from(self.minute.unwrap_or(0)).ok()?,
                i8::try_from(self.second.unwrap_or(0)).ok()?,
                i32::try_from(self.nanos.unwrap_or(0)).ok()?,
            )
            .ok()
        });
        Ok(Read {
            date,
            time,
            offset: self.offset,
        })
    }
}

fn named<'t>(rest: &'t str, names: &[&str], short: bool) -> Option<(usize, &'t str)> {
    names.iter().enumerate().find_map(|(index, name)| {
        let name = if short { name.get(..3)? } else { name };
        rest.strip_prefix(name).map(|after| (index, after))
    })
}
