//! Java's `SimpleDateFormat` patterns, as far as reading a date takes.
//!
//! Letters: `G y u M L d E a H k K h m s S z Z X`; text in quotes is literal, `''` is a quote. As in
//! Java, a number takes as many digits as there are, unless another number follows at once, when
//! it takes exactly its width; month and day names are English and read in any case. The whole text
//! has to match.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::{Offset, TimeZone};

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
const DAYS: [&str; 7] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

/// A compiled pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct JavaPattern(Vec<Part>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Literal(String),
    Field(char, usize),
}

/// What a text has said so far.
struct Read {
    year: i64,
    month: i64,
    day: i64,
    hour: i64,
    minute: i64,
    second: i64,
    millis: i64,
    afternoon: Option<bool>,
    zone: Option<TimeZone>,
}

impl JavaPattern {
    pub(crate) fn parse(pattern: &str) -> Self {
        let mut parts: Vec<Part> = Vec::new();
        let mut chars = pattern.chars().peekable();
        let mut quoted = false;
        while let Some(c) = chars.next() {
            if c == '\'' {
                if chars.next_if_eq(&'\'').is_some() {
                    push_literal(&mut parts, '\'');
                } else {
                    quoted = !quoted;
                }
            } else if !quoted && c.is_ascii_alphabetic() {
                let mut width = 1;
                while chars.next_if_eq(&c).is_some() {
                    width += 1;
                }
                parts.push(Part::Field(c, width));
            } else {
                push_literal(&mut parts, c);
            }
        }
        Self(parts)
    }

    /// Reads a text; in `zone` where it names none.
    pub(crate) fn read(&self, text: &str, zone: &TimeZone) -> Option<Timestamp> {
        let mut read = Read {
            year: 1970,
            month: 1,
            day: 1,
            hour: 0,
            minute: 0,
            second: 0,
            millis: 0,
            afternoon: None,
            zone: None,
        };
        let mut rest = text;
        for (i, part) in self.0.iter().enumerate() {
            rest = match part {
                Part::Literal(literal) => rest.strip_prefix(literal.as_str())?,
                Part::Field(letter, width) => {
                    let adjacent =
                        matches!(self.0.get(i + 1), Some(Part::Field(l, w)) if is_number(*l, *w));
                    read.field(rest, *letter, *width, adjacent)?
                }
            };
        }
        if rest.is_empty() {
            read.finish(zone)
        } else {
            None
        }
    }
}

fn push_literal(parts: &mut Vec<Part>, c: char) {
    if let Some(Part::Literal(text)) = parts.last_mut() {
        text.push(c);
    } else {
        parts.push(Part::Literal(c.to_string()));
    }
}

fn is_number(letter: char, width: usize) -> bool {
    match letter {
        'M' | 'L' => width < 3,
        'y' | 'u' | 'd' | 'H' | 'k' | 'K' | 'h' | 'm' | 's' | 'S' => true,
        _ => false,
    }
}

impl Read {
    /// Reads one field off the front of the text and returns the rest.
    fn field<'t>(
        &mut self,
        text: &'t str,
        letter: char,
        width: usize,
        adjacent: bool,
    ) -> Option<&'t str> {
        if is_number(letter, width) {
            let most = if adjacent { width } else { 18 };
            let digits = text
                .bytes()
                .take(most)
                .take_while(u8::is_ascii_digit)
                .count();
            let (number, rest) = text.split_at_checked(digits)?;
            let value: i64 = number.parse().ok()?;
            match letter {
                'y' | 'u' if width == 2 && digits == 2 => self.year = century(value),
                'y' | 'u' => self.year = value,
                'M' | 'L' => self.month = value,
                'd' => self.day = value,
                'H' => self.hour = value,
                'k' => self.hour = value % 24,
                'K' => self.twelve(value),
                'h' => self.twelve(value % 12),
                'm' => self.minute = value,
                's' => self.second = value,
                // Java counts S as milliseconds whatever their number of digits; targets that send
                // microseconds mean a fraction.
                _ if digits > 3 => self.millis = number.get(..3)?.parse().ok()?,
                _ => self.millis = value,
            }
            return Some(rest);
        }
        match letter {
            'M' | 'L' => {
                let (month, rest) = name(text, &MONTHS)?;
                self.month = month;
                Some(rest)
            }
            'E' => name(text, &DAYS).map(|(_, rest)| rest),
            'a' => {
                let (half, rest) = text.split_at_checked(2)?;
                self.afternoon = Some(match half.to_ascii_lowercase().as_str() {
                    "am" => false,
                    "pm" => true,
                    _ => return None,
                });
                Some(rest)
            }
            'G' => text.strip_prefix("AD"),
            'z' | 'Z' | 'X' => self.offset(text),
            _ => None,
        }
    }

    fn twelve(&mut self, hour: i64) {
        self.hour = hour;
        self.afternoon.get_or_insert(false);
    }

    /// `Z`, `+02`, `+0200`, `+02:00`, `GMT+02:00`, or the name of a zone.
    fn offset<'t>(&mut self, text: &'t str) -> Option<&'t str> {
        let signed = text
            .strip_prefix("GMT")
            .or_else(|| text.strip_prefix("UTC"))
            .unwrap_or(text);
        let sign = match signed.bytes().next() {
            Some(b'+') => 1,
            Some(b'-') => -1,
            _ => return self.zone_name(text),
        };
        let digits = signed.get(1..)?;
        let end = digits
            .find(|c: char| !c.is_ascii_digit() && c != ':')
            .unwrap_or(digits.len());
        let (offset, rest) = digits.split_at_checked(end)?;
        let plain = offset.replace(':', "");
        let (hours, minutes) = match plain.len() {
            1 | 2 => (plain.as_str(), "0"),
            4 => plain.split_at_checked(2)?,
            _ => return None,
        };
        let seconds = hours.parse::<i32>().ok()? * 3600 + minutes.parse::<i32>().ok()? * 60;
        self.zone = Some(TimeZone::fixed(Offset::from_seconds(sign * seconds).ok()?));
        Some(rest)
    }

    fn zone_name<'t>(&mut self, text: &'t str) -> Option<&'t str> {
        let end = text
            .find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '/' | '_'))
            .unwrap_or(text.len());
        let (name, rest) = text.split_at_checked(end)?;
        self.zone = Some(match name {
            "Z" | "GMT" | "UTC" => TimeZone::UTC,
            other => TimeZone::get(other).ok()?,
        });
        Some(rest)
    }

    fn finish(self, zone: &TimeZone) -> Option<Timestamp> {
        let hour = match self.afternoon {
            Some(true) if self.hour < 12 => self.hour + 12,
            _ => self.hour,
        };
        let civil = DateTime::new(
            i16::try_from(self.year).ok()?,
            i8::try_from(self.month).ok()?,
            i8::try_from(self.day).ok()?,
            i8::try_from(hour).ok()?,
            i8::try_from(self.minute).ok()?,
            i8::try_from(self.second).ok()?,
            i32::try_from(self.millis * 1_000_000).ok()?,
        )
        .ok()?;
        let zone = self.zone.as_ref().unwrap_or(zone);
        let zoned = zone.to_ambiguous_zoned_datetime(civil).compatible().ok()?;
        Some(zoned.timestamp())
    }
}

/// A two-digit year, read as Java would around the end of the 2040s: 00–49 are 20xx. Java moves its
/// window with the clock; a fixed one keeps runs repeatable.
fn century(year: i64) -> i64 {
    if year < 50 { 2000 + year } else { 1900 + year }
}

/// The longest name, or its first three letters, at the front of the text; its 1-based place.
fn name<'t>(text: &'t str, names: &[&str]) -> Option<(i64, &'t str)> {
    let letters = text
        .find(|c: char| !c.is_ascii_alphabetic())
        .unwrap_or(text.len());
    let (word, rest) = text.split_at_checked(letters)?;
    let word = word.to_ascii_lowercase();
    let place = names
        .iter()
        .position(|n| *n == word || n.get(..3) == Some(word.as_str()))?;
    Some((i64::try_from(place).ok()? + 1, rest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(pattern: &str, text: &str) -> Option<String> {
        JavaPattern::parse(pattern)
            .read(text, &TimeZone::UTC)
            .map(|at| at.to_string())
    }

    #[test]
    fn java_patterns_read_dates() {
        for (pattern, text, expected) in [
            (
                "yyyy-MM-dd'T'HH:mm:ssXXX",
                "2024-02-29T12:00:00+02:00",
                "2024-02-29T10:00:00Z",
            ),
            (
                "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'",
                "2024-02-29T12:00:00.250Z",
                "2024-02-29T12:00:00.25Z",
            ),
            (
                "yyyy-MM-dd'T'HH:mm:ss.SSSZ",
                "2024-02-29T12:00:00.250+0000",
                "2024-02-29T12:00:00.25Z",
            ),
            (
                "yyyy-MM-dd HH:mm:ss",
                "2024-2-9 1:02:03",
                "2024-02-09T01:02:03Z",
            ),
            ("yyyyMMddHHmmss", "20240229120000", "2024-02-29T12:00:00Z"),
            ("MM/dd/yy", "02/29/24", "2024-02-29T00:00:00Z"),
            ("dd-MMM-yyyy", "29-Feb-2024", "2024-02-29T00:00:00Z"),
            (
                "EEE, d MMMM yyyy",
                "Thu, 29 february 2024",
                "2024-02-29T00:00:00Z",
            ),
            (
                "MM/dd/yyyy hh:mm a",
                "02/29/2024 12:30 AM",
                "2024-02-29T00:30:00Z",
            ),
            (
                "MM/dd/yyyy hh:mm a",
                "02/29/2024 01:30 pm",
                "2024-02-29T13:30:00Z",
            ),
            (
                "yyyy-MM-dd HH:mm z",
                "2024-02-29 12:00 GMT",
                "2024-02-29T12:00:00Z",
            ),
            (
                "yyyy-MM-dd HH:mm z",
                "2024-02-29 12:00 Europe/Berlin",
                "2024-02-29T11:00:00Z",
            ),
            (
                "h 'o''clock' yyyy",
                "3 o'clock 2024",
                "2024-01-01T03:00:00Z",
            ),
        ] {
            assert_eq!(
                read(pattern, text).as_deref(),
                Some(expected),
                "{pattern} {text}"
            );
        }
    }

    #[test]
    fn what_does_not_match_is_no_date() {
        for (pattern, text) in [
            ("yyyy-MM-dd", "2024-02-30"),
            ("yyyy-MM-dd", "2024-02-29x"),
            ("yyyy-MM-dd", ""),
            ("QQQ", "1"),
            ("MMM", "Foo"),
            ("XXX", "+99:99"),
        ] {
            assert_eq!(read(pattern, text), None, "{pattern} {text}");
        }
    }

    proptest! {
        #[test]
        fn no_pattern_and_no_text_panics(pattern in "\\PC{0,20}", text in "\\PC{0,20}") {
            let _ = read(&pattern, &text);
        }

        #[test]
        fn pattern_letters_never_panic(pattern in "[GyMdEaHkKhmsSzZX' :-]{0,12}", text in "[0-9A-Z+: -]{0,24}") {
            let _ = read(&pattern, &text);
        }
    }
}
