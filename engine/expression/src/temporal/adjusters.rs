//! The adjusters of java.time: another day of the month, of the year, or by the day of the week.

use jiff::civil::{Date, Weekday};

use crate::call::mismatch;
use crate::error::Outcome;
use crate::value::{Object, Value};

/// The class that an adjuster shows.
pub(crate) const ADJUSTER: &str = "java.time.temporal.TemporalAdjuster";

/// An adjuster by the name that makes it, with a day of the week from 0 for Monday.
pub(crate) fn adjuster(name: &'static str, day: i32) -> Value {
    Value::object(Object::Constant {
        class: ADJUSTER,
        name,
        ordinal: day,
    })
}

/// The place of a `DayOfWeek` in the week, from 0 for Monday.
pub(crate) fn day_ordinal(day: &Value) -> Outcome<i32> {
    if let Value::Object(object) = day
        && let Object::Constant {
            class: "java.time.DayOfWeek",
            ordinal,
            ..
        } = &**object
    {
        return Ok(*ordinal);
    }
    mismatch()
}

/// The day that an adjuster makes of another; none beyond the calendar.
pub(crate) fn adjusted(date: Date, name: &str, day: i32) -> Option<Date> {
    let weekday = Weekday::from_monday_zero_offset(i8::try_from(day).ok()?).ok()?;
    let near = |from: Date, nth: i32| from.nth_weekday(nth, weekday).ok();
    let same = date.weekday() == weekday;
    match name {
        "firstDayOfMonth" => Some(date.first_of_month()),
        "lastDayOfMonth" => Some(date.last_of_month()),
        "firstDayOfNextMonth" => date.last_of_month().tomorrow().ok(),
        "firstDayOfYear" => Some(date.first_of_year()),
        "lastDayOfYear" => Some(date.last_of_year()),
        "firstDayOfNextYear" => date.last_of_year().tomorrow().ok(),
        "nextOrSame" | "previousOrSame" if same => Some(date),
        "next" | "nextOrSame" => near(date, 1),
        "previous" | "previousOrSame" => near(date, -1),
        "firstInMonth" => date.nth_weekday_of_month(1, weekday).ok(),
        "lastInMonth" => date.nth_weekday_of_month(-1, weekday).ok(),
        _ => None,
    }
}
