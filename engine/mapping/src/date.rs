//! Dates at the edges: a target's text in, RFC 3339 out (design D16).
//!
//! With a `dateFormat` (`globalSettings`, a Java `SimpleDateFormat` pattern) that pattern is tried
//! first, then ISO 8601. A text without offset is in the connection's zone, UTC unless it names one.

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use crate::java_date::JavaPattern;

/// From this many on, an epoch counts milliseconds: as seconds it would be the year 5138, as
/// milliseconds it is March 1973.
const MILLISECONDS_FROM: i128 = 100_000_000_000;

/// How dates of a definition are read.
#[derive(Debug, Clone)]
pub struct DateRule {
    pattern: Option<JavaPattern>,
    zone: TimeZone,
}

impl Default for DateRule {
    fn default() -> Self {
        Self {
            pattern: None,
            zone: TimeZone::UTC,
        }
    }
}

impl DateRule {
    /// Dates by a Java pattern, in UTC where they name no zone.
    #[must_use]
    pub fn new(pattern: Option<&str>) -> Self {
        Self {
            pattern: pattern
                .filter(|p| !p.trim().is_empty())
                .map(JavaPattern::parse),
            zone: TimeZone::UTC,
        }
    }

    /// The same in another zone.
    #[must_use]
    pub fn in_zone(mut self, zone: TimeZone) -> Self {
        self.zone = zone;
        self
    }

    /// The same in the zone of a name, such as `Europe/Oslo`; `None` where no zone has it.
    #[must_use]
    pub fn in_zone_named(self, name: &str) -> Option<Self> {
        let zone = TimeZone::get(name.trim()).ok()?;
        Some(self.in_zone(zone))
    }

    /// Reads a date; `None` when it is none.
    #[must_use]
    pub fn read(&self, text: &str) -> Option<String> {
        let text = text.trim();
        let by_pattern = self
            .pattern
            .as_ref()
            .and_then(|pattern| pattern.read(text, &self.zone));
        by_pattern
            .or_else(|| self.read_iso(text))
            .map(|at| at.to_string())
    }

    fn read_iso(&self, text: &str) -> Option<Timestamp> {
        if let Ok(at) = text.parse::<Timestamp>() {
            return Some(at);
        }
        let civil = text
            .parse::<DateTime>()
            .ok()
            .or_else(|| Some(text.parse::<Date>().ok()?.to_datetime(Time::midnight())))?;
        let zoned = self
            .zone
            .to_ambiguous_zoned_datetime(civil)
            .compatible()
            .ok()?;
        Some(zoned.timestamp())
    }

    /// Reads seconds or milliseconds since 1970, by magnitude; a fraction is kept to the
    /// millisecond.
    #[must_use]
    pub fn read_epoch(text: &str) -> Option<String> {
        let text = text.trim();
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let whole: i128 = whole.parse().ok()?;
        if !fraction.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let millis = if whole.abs() >= MILLISECONDS_FROM {
            whole
        } else {
            let digits: String = fraction.chars().chain("000".chars()).take(3).collect();
            let part: i128 = digits.parse().ok()?;
            let sign = if text.starts_with('-') { -1 } else { 1 };
            whole * 1000 + sign * part
        };
        let since = SignedDuration::from_millis(i64::try_from(millis).ok()?);
        Timestamp::from_duration(since)
            .ok()
            .map(|at| at.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn iso_dates_are_read_in_every_common_form() {
        let rule = DateRule::default();
        for (text, expected) in [
            ("2024-02-29T10:00:00Z", "2024-02-29T10:00:00Z"),
            ("2024-02-29T10:00:00.250Z", "2024-02-29T10:00:00.25Z"),
            ("2024-02-29T10:00:00+0200", "2024-02-29T08:00:00Z"),
            ("2024-02-29 10:00:00", "2024-02-29T10:00:00Z"),
            ("2024-02-29", "2024-02-29T00:00:00Z"),
        ] {
            assert_eq!(rule.read(text).as_deref(), Some(expected), "{text}");
        }
        assert_eq!(rule.read("29.02.2024"), None);
    }

    #[test]
    fn a_pattern_comes_first_and_iso_remains() {
        let rule = DateRule::new(Some("dd.MM.yyyy"));
        assert_eq!(
            rule.read("29.02.2024").as_deref(),
            Some("2024-02-29T00:00:00Z")
        );
        assert_eq!(
            rule.read("2024-02-29").as_deref(),
            Some("2024-02-29T00:00:00Z")
        );
    }

    #[test]
    fn a_zone_applies_where_the_text_names_none() {
        let rule = DateRule::default().in_zone(TimeZone::fixed(jiff::tz::offset(2)));
        assert_eq!(
            rule.read("2024-02-29T10:00:00").as_deref(),
            Some("2024-02-29T08:00:00Z")
        );
    }

    #[test]
    fn epochs_are_seconds_or_milliseconds() {
        for (text, expected) in [
            ("0", "1970-01-01T00:00:00Z"),
            ("1700000000", "2023-11-14T22:13:20Z"),
            ("1700000000.5", "2023-11-14T22:13:20.5Z"),
            ("1700000000123", "2023-11-14T22:13:20.123Z"),
            ("-1", "1969-12-31T23:59:59Z"),
            ("-0.5", "1969-12-31T23:59:59.5Z"),
        ] {
            assert_eq!(
                DateRule::read_epoch(text).as_deref(),
                Some(expected),
                "{text}"
            );
        }
        for text in ["", "soon", "1e9", "99999999999999999999999999", "1.x"] {
            assert_eq!(DateRule::read_epoch(text), None, "{text}");
        }
    }
}
