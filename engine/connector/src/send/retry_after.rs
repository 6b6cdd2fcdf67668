//! `Retry-After`: seconds, or a date in the one form that HTTP still allows to send (RFC 9110 §5.6.7).

use std::time::Duration;

use crate::ports::Timestamp;

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// How long the target asks to wait; `None` for a text that says nothing. A date in the past is no
/// wait at all.
pub(crate) fn retry_after(text: &str, now: Timestamp) -> Option<Duration> {
    let text = text.trim();
    if let Ok(seconds) = text.parse::<u64>() {
        return Some(Duration::from_secs(seconds));
    }
    let wait = date(text)?.saturating_sub(now);
    Some(Duration::from_millis(u64::try_from(wait).unwrap_or(0)))
}

/// `Wed, 21 Oct 2015 07:28:00 GMT` in milliseconds since the epoch.
fn date(text: &str) -> Option<Timestamp> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let [_, day, month, year, time, "GMT"] = words.as_slice() else {
        return None;
    };
    let month = MONTHS.iter().position(|m| m == month)?;
    let month = i64::try_from(month).ok()? + 1;
    let day = bounded(day, 1, 31)?;
    let year = bounded(year, 1970, 9999)?;
    let clock: Vec<&str> = time.split(':').collect();
    let [hour, minute, second] = clock.as_slice() else {
        return None;
    };
    let seconds =
        bounded(hour, 0, 23)? * 3600 + bounded(minute, 0, 59)? * 60 + bounded(second, 0, 60)?;
    Some((days(year, month, day) * 86_400 + seconds) * 1000)
}

fn bounded(text: &str, least: i64, most: i64) -> Option<i64> {
    text.parse().ok().filter(|n| (least..=most).contains(n))
}

/// Days since the epoch. Counting years from March puts the leap day last.
const fn days(year: i64, month: i64, day: i64) -> i64 {
    let (year, month) = if month > 2 {
        (year, month - 3)
    } else {
        (year - 1, month + 9)
    };
    let leap_days = year / 4 - year / 100 + year / 400;
    let day_of_year = (153 * month + 2) / 5 + day - 1;
    365 * year + leap_days + day_of_year - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_and_dates_are_read_and_anything_else_says_nothing() {
        let now = 1_445_412_480_000;
        for (text, expected) in [
            (" 120 ", Some(120)),
            ("Wed, 21 Oct 2015 07:29:00 GMT", Some(60)),
            ("Wed, 21 Oct 2015 07:27:00 GMT", Some(0)),
            ("Mon, 29 Feb 2016 00:00:00 GMT", Some(11_291_520)),
            ("Wed, 21 Xyz 2015 07:28:00 GMT", None),
            ("soon", None),
            ("-5", None),
            ("Wed, 99999999999999999999 Oct 2015 07:28:00 GMT", None),
        ] {
            let expected = expected.map(Duration::from_secs);
            assert_eq!(retry_after(text, now), expected, "{text}");
        }
    }
}
