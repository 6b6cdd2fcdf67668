//! Moments on the command line: read as RFC 3339 or a date, written in UTC.

use bindery_connector::ports::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// Reads a moment: RFC 3339, or a date, which is its first moment in UTC.
pub fn parse(text: &str) -> Result<Timestamp, String> {
    let text = text.trim();
    if let Ok(moment) = text.parse::<jiff::Timestamp>() {
        return Ok(moment.as_millisecond());
    }
    text.parse::<Date>()
        .ok()
        .filter(|_| text.len() == "2026-01-31".len())
        .and_then(|date| TimeZone::UTC.to_timestamp(date.at(0, 0, 0, 0)).ok())
        .map(jiff::Timestamp::as_millisecond)
        .ok_or_else(|| "expected a date such as 2026-01-31, or 2026-01-31T08:00:00Z".to_owned())
}

/// A moment to the second, in UTC.
pub fn text(moment: Timestamp) -> String {
    jiff::Timestamp::from_millisecond(moment).map_or_else(
        |_| moment.to_string(),
        |moment| moment.strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_its_first_moment() {
        assert_eq!(parse("1970-01-02"), Ok(86_400_000));
        assert_eq!(parse("1970-01-01T01:00:00+01:00"), Ok(0));
        assert_eq!(text(86_400_000), "1970-01-02T00:00:00Z");
        for wrong in ["", "tomorrow", "1970-13-01", "1970-01-01T25:00:00Z"] {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
        assert_eq!(text(i64::MAX), i64::MAX.to_string());
    }
}
