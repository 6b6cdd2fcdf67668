//! Cron: when a job is due.
//!
//! Five fields (minute, hour, day of month, month, day of week), or six with seconds first, or a word
//! such as `@daily`; in a time zone. A field is `*`, a number, a range `a-b`, any of them with a step
//! `/n`, or several with commas; months and days of the week have English names too, and 7 is Sunday as
//! 0 is. Where both the day of month and the day of week are given, either is enough, as in cron.
//!
//! A time that a change of the clocks leaves out is due by as much later; one that comes twice is due
//! once, unless the job runs every hour: then the hours of the clock on the wall do not matter.

use std::fmt;

use bindery_connector::ports::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp as Instant};

/// How far ahead is looked for a moment: the 29th of February comes at least every eight years.
const HORIZON_YEARS: i16 = 9;

const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];
const DAYS: [&str; 7] = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

/// Words for usual schedules.
const WORDS: &[(&str, &str)] = &[
    ("@hourly", "0 * * * *"),
    ("@daily", "0 0 * * *"),
    ("@midnight", "0 0 * * *"),
    ("@weekly", "0 0 * * 0"),
    ("@monthly", "0 0 1 * *"),
    ("@yearly", "0 0 1 1 *"),
    ("@annually", "0 0 1 1 *"),
];

/// When a job is due.
#[derive(Debug, Clone)]
pub struct Schedule {
    text: String,
    zone: TimeZone,
    zone_name: Option<String>,
    seconds: Field,
    minutes: Field,
    hours: Field,
    days: Field,
    months: Field,
    weekdays: Field,
}

/// What is wrong with a schedule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ScheduleProblem {
    /// It has not five or six fields.
    Fields(usize),
    /// This part of a field is not one: the field's name, and the part.
    Part(&'static str, String),
    /// No such time zone.
    Zone(String),
    /// It never comes, such as the 31st of April.
    Never,
}

impl fmt::Display for ScheduleProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fields(n) => write!(
                f,
                "a schedule has five fields, or six with seconds, not {n}"
            ),
            Self::Part(field, part) => write!(f, "`{part}` is no {field}"),
            Self::Zone(name) => write!(f, "`{name}` is not the name of a time zone"),
            Self::Never => write!(f, "the schedule never comes"),
        }
    }
}

/// The values of a field, one bit each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Field {
    bits: u64,
    /// It begins with `*`.
    is_any: bool,
}

impl Field {
    fn has(self, value: i8) -> bool {
        u32::try_from(value)
            .is_ok_and(|value| self.bits & 1u64.checked_shl(value).unwrap_or(0) != 0)
    }
}

/// What a field may hold.
struct Shape {
    name: &'static str,
    low: u32,
    high: u32,
    names: &'static [&'static str],
}

const SECOND: Shape = Shape {
    name: "second",
    low: 0,
    high: 59,
    names: &[],
};
const MINUTE: Shape = Shape {
    name: "minute",
    low: 0,
    high: 59,
    names: &[],
};
const HOUR: Shape = Shape {
    name: "hour",
    low: 0,
    high: 23,
    names: &[],
};
const DAY: Shape = Shape {
    name: "day of the month",
    low: 1,
    high: 31,
    names: &[],
};
const MONTH: Shape = Shape {
    name: "month",
    low: 1,
    high: 12,
    names: &MONTHS,
};
const WEEKDAY: Shape = Shape {
    name: "day of the week",
    low: 0,
    high: 7,
    names: &DAYS,
};

impl Shape {
    fn read(&self, text: &str) -> Result<Field, ScheduleProblem> {
        let mut bits = 0u64;
        for part in text.split(',') {
            bits |= self
                .part(part)
                .ok_or_else(|| ScheduleProblem::Part(self.name, part.to_owned()))?;
        }
        if self.high == 7 && bits & 1 << 7 != 0 {
            bits |= 1;
        }
        Ok(Field {
            bits,
            is_any: text.starts_with('*'),
        })
    }

    fn part(&self, text: &str) -> Option<u64> {
        let (range, step) = match text.split_once('/') {
            Some((range, step)) => (range, Some(step.parse::<u32>().ok().filter(|n| *n > 0)?)),
            None => (text, None),
        };
        let (from, to) = match range.split_once('-') {
            _ if range == "*" => (self.low, self.high),
            Some((from, to)) => (self.value(from)?, self.value(to)?),
            // A step from one value goes on to the end.
            None if step.is_some() => (self.value(range)?, self.high),
            None => (self.value(range)?, self.value(range)?),
        };
        if from > to {
            return None;
        }
        let step = usize::try_from(step.unwrap_or(1)).ok()?;
        Some((from..=to).step_by(step).fold(0, |bits, n| bits | 1 << n))
    }

    fn value(&self, text: &str) -> Option<u32> {
        let name = text.to_ascii_lowercase();
        if let Some(index) = self.names.iter().position(|n| *n == name) {
            return Some(u32::try_from(index).ok()? + self.low);
        }
        let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        let value = text.parse().ok().filter(|_| digits)?;
        (self.low..=self.high).contains(&value).then_some(value)
    }
}

impl Schedule {
    /// Reads a schedule that is meant in a time zone; in UTC where none is named.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(text: &str, zone: Option<&str>) -> Result<Self, ScheduleProblem> {
        let written = text.trim();
        let word = WORDS
            .iter()
            .find(|(word, _)| word.eq_ignore_ascii_case(written));
        let fields: Vec<&str> = word
            .map_or(written, |(_, fields)| fields)
            .split_whitespace()
            .collect();
        let (seconds, rest) = match fields.as_slice() {
            [seconds, rest @ ..] if rest.len() == 5 => (*seconds, rest),
            all => ("0", all),
        };
        let [minutes, hours, days, months, weekdays] = rest else {
            return Err(ScheduleProblem::Fields(fields.len()));
        };
        let schedule = Self {
            seconds: SECOND.read(seconds)?,
            minutes: MINUTE.read(minutes)?,
            hours: HOUR.read(hours)?,
            days: DAY.read(days)?,
            months: MONTH.read(months)?,
            weekdays: WEEKDAY.read(weekdays)?,
            text: written.to_owned(),
            zone: match zone {
                None => TimeZone::UTC,
                Some(name) => {
                    TimeZone::get(name).map_err(|_| ScheduleProblem::Zone(name.to_owned()))?
                }
            },
            zone_name: zone.map(ToOwned::to_owned),
        };
        match schedule.next_after(0) {
            Some(_) => Ok(schedule),
            None => Err(ScheduleProblem::Never),
        }
    }

    /// As it was written.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Its time zone, where one is named.
    #[must_use]
    pub fn zone(&self) -> Option<&str> {
        self.zone_name.as_deref()
    }

    /// The first moment after a time; `None` beyond the calendar.
    #[must_use]
    pub fn next_after(&self, time: Timestamp) -> Option<Timestamp> {
        let mut after = Instant::from_millisecond(time).ok()?;
        if !self.hours.is_any {
            let from = self.zone.to_datetime(after);
            return self.next_in(&self.zone, from, after);
        }
        // Hours do not matter: between two changes of the clocks the offset stays as it is.
        loop {
            let change = self.zone.following(after).next().map(|t| t.timestamp());
            let here = TimeZone::fixed(self.zone.to_offset(after));
            let next = self.next_in(&here, here.to_datetime(after), after);
            let Some(change) = change else { return next };
            if let Some(next) = next
                && next < change.as_millisecond()
            {
                return Some(next);
            }
            // The change itself is a moment like any other.
            let at = self.zone.to_datetime(change);
            if self.matches(at) && change > after {
                return Some(change.as_millisecond());
            }
            after = change;
            if after.as_second()
                > Instant::from_millisecond(time).ok()?.as_second()
                    + i64::from(HORIZON_YEARS) * 366 * 86_400
            {
                return None;
            }
        }
    }

    /// How many moments lie after one time and not after another, counted up to a limit; and the last
    /// of those counted.
    #[must_use]
    pub fn moments(
        &self,
        after: Timestamp,
        until: Timestamp,
        limit: u64,
    ) -> (u64, Option<Timestamp>) {
        let (mut count, mut last) = (0, None);
        let mut from = after;
        while let Some(next) = self.next_after(from).filter(|next| *next <= until) {
            (count, last, from) = (count + 1, Some(next), next);
            if count == limit {
                break;
            }
        }
        (count, last)
    }

    fn next_in(&self, zone: &TimeZone, from: DateTime, after: Instant) -> Option<Timestamp> {
        let mut at = second_after(from)?;
        let last_year = from.year().checked_add(HORIZON_YEARS)?;
        while at.year() <= last_year {
            if !self.months.has(at.month()) {
                let date = at
                    .date()
                    .first_of_month()
                    .checked_add(Span::new().months(1))
                    .ok()?;
                at = start_of(date);
            } else if !self.is_day(at.date()) {
                at = start_of(at.date().tomorrow().ok()?);
            } else if !self.hours.has(at.hour()) {
                let hour = at.with().minute(0).second(0).build().ok()?;
                at = hour.checked_add(Span::new().hours(1)).ok()?;
            } else if !self.minutes.has(at.minute()) {
                let minute = at.with().second(0).build().ok()?;
                at = minute.checked_add(Span::new().minutes(1)).ok()?;
            } else if self.seconds.has(at.second()) {
                let moment = zone
                    .to_ambiguous_zoned_datetime(at)
                    .compatible()
                    .ok()?
                    .timestamp();
                if moment > after {
                    return Some(moment.as_millisecond());
                }
                at = second_after(at)?;
            } else {
                at = second_after(at)?;
            }
        }
        None
    }

    fn matches(&self, at: DateTime) -> bool {
        self.months.has(at.month())
            && self.is_day(at.date())
            && self.hours.has(at.hour())
            && self.minutes.has(at.minute())
            && self.seconds.has(at.second())
    }

    fn is_day(&self, date: Date) -> bool {
        let day = self.days.has(date.day());
        let weekday = self.weekdays.has(date.weekday().to_sunday_zero_offset());
        match (self.days.is_any, self.weekdays.is_any) {
            (false, false) => day || weekday,
            _ => day && weekday,
        }
    }
}

fn start_of(date: Date) -> DateTime {
    date.at(0, 0, 0, 0)
}

/// The whole second after a time.
fn second_after(at: DateTime) -> Option<DateTime> {
    let whole = at.with().subsec_nanosecond(0).build().ok()?;
    whole.checked_add(Span::new().seconds(1)).ok()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn next(text: &str, zone: &str, after: &str, count: usize) -> Vec<String> {
        let schedule = Schedule::parse(text, Some(zone)).unwrap();
        let mut time = after.parse::<Instant>().unwrap().as_millisecond();
        let mut all = Vec::new();
        for _ in 0..count {
            time = schedule.next_after(time).unwrap();
            all.push(Instant::from_millisecond(time).unwrap().to_string());
        }
        all
    }

    #[test]
    fn fields_ranges_steps_lists_and_names() {
        let from = "2024-06-15T12:34:56Z";
        for (text, wanted) in [
            ("* * * * *", "2024-06-15T12:35:00Z"),
            ("*/10 * * * * *", "2024-06-15T12:35:00Z"),
            ("58 34 12 * * *", "2024-06-15T12:34:58Z"),
            ("*/15 * * * *", "2024-06-15T12:45:00Z"),
            ("5/20 * * * *", "2024-06-15T12:45:00Z"),
            ("0 2 * * *", "2024-06-16T02:00:00Z"),
            ("0 2 * * mon-fri", "2024-06-17T02:00:00Z"),
            ("30 6 1,15 * *", "2024-07-01T06:30:00Z"),
            ("0 0 29 feb *", "2028-02-29T00:00:00Z"),
            ("0 0 13 * fri", "2024-06-21T00:00:00Z"),
            ("0 0 * * 7", "2024-06-16T00:00:00Z"),
            ("@weekly", "2024-06-16T00:00:00Z"),
        ] {
            assert_eq!(next(text, "UTC", from, 1), [wanted], "{text}");
        }
    }

    #[test]
    fn what_is_no_schedule_is_refused_with_its_part() {
        let problem = |text| Schedule::parse(text, None).unwrap_err();
        assert_eq!(problem("* * * *"), ScheduleProblem::Fields(4));
        assert_eq!(
            problem("61 * * * *"),
            ScheduleProblem::Part("minute", "61".into())
        );
        for text in [
            "*/0 * * * *",
            "5-1 * * * *",
            "a * * * *",
            "+1 * * * *",
            ", * * * *",
        ] {
            assert!(
                matches!(problem(text), ScheduleProblem::Part("minute", _)),
                "{text}"
            );
        }
        assert_eq!(problem("0 0 31 4 *"), ScheduleProblem::Never);
        let zone = Schedule::parse("* * * * *", Some("Mars/Base")).unwrap_err();
        assert_eq!(zone, ScheduleProblem::Zone("Mars/Base".into()));
    }

    #[test]
    fn a_time_that_the_clocks_leave_out_comes_later_and_one_that_comes_twice_comes_once() {
        let oslo = "Europe/Oslo";
        assert_eq!(
            next("30 2 * * *", oslo, "2024-03-30T12:00:00Z", 2),
            ["2024-03-31T01:30:00Z", "2024-04-01T00:30:00Z"]
        );
        assert_eq!(
            next("30 2 * * *", oslo, "2024-10-26T12:00:00Z", 2),
            ["2024-10-27T00:30:00Z", "2024-10-28T01:30:00Z"]
        );
    }

    #[test]
    fn every_hour_is_every_hour_when_the_clocks_change() {
        let oslo = "Europe/Oslo";
        assert_eq!(
            next("0 * * * *", oslo, "2024-10-26T23:30:00Z", 3),
            [
                "2024-10-27T00:00:00Z",
                "2024-10-27T01:00:00Z",
                "2024-10-27T02:00:00Z"
            ]
        );
        assert_eq!(
            next("30 * * * *", oslo, "2024-03-31T00:00:00Z", 3),
            [
                "2024-03-31T00:30:00Z",
                "2024-03-31T01:30:00Z",
                "2024-03-31T02:30:00Z"
            ]
        );
    }

    #[test]
    fn moments_that_passed_are_counted() {
        let schedule = Schedule::parse("0 * * * *", None).unwrap();
        let hour = 3_600_000;
        assert_eq!(schedule.moments(0, 3 * hour, 100), (3, Some(3 * hour)));
        assert_eq!(schedule.moments(0, hour - 1, 100), (0, None));
        assert_eq!(schedule.moments(0, 100 * hour, 10), (10, Some(10 * hour)));
    }
}
