//! Dates: `Date.toString`, the patterns of `SimpleDateFormat` and java.time, parsing.

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ZonedDateTime};

use crate::run::Run;

/// A date in a zone; dates that no calendar holds are taken as the epoch.
pub(crate) fn zoned(millis: i64, zone: &TimeZone) -> ZonedDateTime {
    Timestamp::from_millisecond(millis)
        .unwrap_or(Timestamp::UNIX_EPOCH)
        .to_zoned_datetime(zone.clone())
}

/// `Date.toString`: `Wed Jan 31 08:05:09 UTC 2024`.
pub(crate) fn date_text(run: &Run<'_>, millis: i64) -> String {
    zoned(millis, run.state.context.zone())
        .strftime("%a %b %d %H:%M:%S %Z %Y")
        .to_string()
}

/// `LocalDateTime.toString`
pub(crate) fn local_text(date: DateTime) -> String {
    if date.second() == 0 && date.subsec_nanosecond() == 0 {
        return format!("{}T{:02}:{:02}", date.date(), date.hour(), date.minute());
    }
    date.to_string()
}

/// `Instant.toString`
pub(crate) fn instant_text(instant: Timestamp) -> String {
    instant.to_string()
}

/// `ZonedDateTime.toString`
pub(crate) fn zoned_text(zoned: &ZonedDateTime) -> String {
    let local = local_text(zoned.datetime());
    match zoned.time_zone().iana_name() {
        Some("UTC") => format!("{local}Z[UTC]"),
        Some(name) => format!("{local}{}[{name}]", zoned.strftime("%:z")),
        None => format!("{local}{}", zoned.strftime("%:z")),
    }
}
