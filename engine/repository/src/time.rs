//! Times in the store are RFC 3339 texts in UTC with milliseconds (design D16).

use bindery_connector::ports::Timestamp;

/// The text of a time; times outside the calendar's range become its ends.
pub(crate) fn text(time: Timestamp) -> String {
    let bounded = jiff::Timestamp::from_millisecond(time).unwrap_or(if time < 0 {
        jiff::Timestamp::MIN
    } else {
        jiff::Timestamp::MAX
    });
    format!("{bounded:.3}")
}

/// The time of a text; `None` for a text that is no time.
pub(crate) fn parse(text: &str) -> Option<Timestamp> {
    text.parse::<jiff::Timestamp>()
        .ok()
        .map(jiff::Timestamp::as_millisecond)
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_time_keeps_its_milliseconds() {
        assert_eq!(super::text(1_718_454_896_007), "2024-06-15T12:34:56.007Z");
        assert_eq!(
            super::parse("2024-06-15T12:34:56.007Z"),
            Some(1_718_454_896_007)
        );
        assert_eq!(super::parse("yesterday"), None);
        assert!(super::text(i64::MIN).starts_with('-'));
    }
}
