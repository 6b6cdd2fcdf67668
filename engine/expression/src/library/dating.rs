//! What several functions on dates do the same way.

use jiff::ZonedDateTime;
use jiff::tz::TimeZone;

use super::calculation::rounded;
use super::printf::grouped;
use crate::call::mismatch;
use crate::date::{zone_named, zoned};
use crate::error::{Kind, Outcome, fail};
use crate::run::{Run, lock};
use crate::value::{Decimal, Map, Object, Text, Value};

/// The pattern and zone of a `SimpleDateFormat`.
pub(crate) fn date_format(run: &Run<'_>, this: &Value) -> Outcome<(Text, TimeZone)> {
    let Value::Object(object) = this else {
        return mismatch();
    };
    let Object::DateFormat { pattern, zone, .. } = &**object else {
        return mismatch();
    };
    let zone = lock(zone).as_ref().map(|id| zone_named(id).1);
    Ok((
        pattern.clone(),
        zone.unwrap_or_else(|| run.state.context.zone().clone()),
    ))
}

/// A calendar at a date in the context's zone.
pub(crate) fn calendar_at(run: &Run<'_>, at: i64) -> Value {
    let zone = run
        .state
        .context
        .zone()
        .iana_name()
        .unwrap_or("UTC")
        .to_owned();
    Value::object(Object::Calendar {
        millis: at.into(),
        zone: Text::from(zone).into(),
    })
}

/// The milliseconds of a calendar.
pub(crate) fn calendar_millis(this: &Value) -> Outcome<i64> {
    let Value::Object(object) = this else {
        return mismatch();
    };
    let Object::Calendar { millis, .. } = &**object else {
        return mismatch();
    };
    Ok(*lock(millis))
}

/// A calendar as a date in its zone.
pub(crate) fn calendar_zoned(this: &Value) -> Outcome<ZonedDateTime> {
    let Value::Object(object) = this else {
        return mismatch();
    };
    let Object::Calendar { millis, zone } = &**object else {
        return mismatch();
    };
    zoned(*lock(millis), &zone_named(&lock(zone)).1)
}

/// Moves a calendar.
pub(crate) fn move_calendar(this: &Value, at: i64) -> Outcome<()> {
    let Value::Object(object) = this else {
        return mismatch();
    };
    let Object::Calendar { millis, .. } = &**object else {
        return mismatch();
    };
    *lock(millis) = at;
    Ok(())
}

/// A date with the fields of a map replaced.
pub(crate) fn with_fields(run: &Run<'_>, millis: i64, fields: &Map) -> Outcome<Value> {
    let at = zoned(millis, run.state.context.zone())?;
    let mut changes = Vec::new();
    for (key, value) in run.entries(fields)? {
        let Value::Integer(value) = value else {
            return mismatch();
        };
        let field = match key.as_str() {
            Some("year") => 1,
            Some("month") => 2,
            Some("date" | "dayOfMonth") => 5,
            Some("hourOfDay") => 11,
            Some("minute") => 12,
            Some("second") => 13,
            _ => return fail(Kind::Unsupported, "this field of a date cannot be replaced"),
        };
        changes.push((field, value));
    }
    Ok(Value::Date(crate::date::with_calendar_fields(
        &at, &changes,
    )?))
}

/// Reads a text by the `DateTimeFormatter` that an argument is.
pub(crate) fn read_temporal(text: &str, formatter: &Value) -> Outcome<crate::temporal::Read> {
    if let Value::Object(object) = formatter
        && let Object::Formatter(pattern) = &**object
    {
        return crate::temporal::parse_with(text, pattern);
    }
    mismatch()
}

/// A number by a pattern of `DecimalFormat`: `#,##0.00`, `000`, `#.##`.
pub(crate) fn decimal_text(decimal: &Decimal, pattern: &str) -> Outcome<String> {
    if pattern.contains(['E', '%', ';', '\'']) || pattern.len() > 60 {
        return fail(Kind::Unsupported, "this number pattern is not supported");
    }
    let digits = |letter: char| matches!(letter, '#' | '0' | ',' | '.');
    let start = pattern.find(digits).unwrap_or(pattern.len());
    let end = pattern.rfind(digits).map_or(start, |at| at + 1);
    let (prefix, suffix) = (
        pattern.get(..start).unwrap_or_default(),
        pattern.get(end..).unwrap_or_default(),
    );
    let body = pattern.get(start..end).unwrap_or_default();
    let (whole, fraction) = body.split_once('.').unwrap_or((body, ""));
    let most = fraction.len() as i64;
    let least = fraction.matches('0').count();
    let Some(rounded) = rounded(decimal, most, 6) else {
        return mismatch();
    };
    let plain = rounded.to_plain();
    let (sign, plain) = plain
        .strip_prefix('-')
        .map_or(("", plain.as_str()), |rest| ("-", rest));
    let (units, places) = plain.split_once('.').unwrap_or((plain, ""));
    let width = whole.matches('0').count();
    let mut units = format!("{:0>width$}", units.trim_start_matches('0'));
    if whole.contains(',') {
        units = grouped(&units);
    }
    let mut places = places.to_owned();
    while places.len() > least && places.ends_with('0') {
        places.pop();
    }
    if units.is_empty() && places.is_empty() {
        units.push('0');
    }
    let point = if places.is_empty() { "" } else { "." };
    Ok(format!("{sign}{prefix}{units}{point}{places}{suffix}"))
}
