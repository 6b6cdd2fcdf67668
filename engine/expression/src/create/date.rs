//! `new Date(…)`, and what formats and moves dates.

use crate::error::{Kind, Outcome, fail};
use crate::run::Run;
use crate::value::{Object, Text, Value};

use super::object::no_constructor;

/// `new Date(…)`: now, milliseconds, or year from 1900, month, day and the like.
pub(super) fn date(run: &Run<'_>, class: &str, arguments: &[Value]) -> Outcome<Value> {
    match arguments {
        [] => Ok(Value::Date(run.state.context.clock())),
        [Value::Long(millis)] => Ok(Value::Date(*millis)),
        [Value::Integer(millis)] => Ok(Value::Date(i64::from(*millis))),
        [Value::Null] => crate::operator::ambiguous("new Date", &Value::Null),
        [_, _, _] | [_, _, _, _, _] | [_, _, _, _, _, _] => {
            let mut fields = Vec::new();
            for (field, value) in [1, 2, 5, 11, 12, 13].into_iter().zip(arguments) {
                let Value::Integer(value) = value else {
                    return no_constructor(class, arguments);
                };
                let first = if field == 1 { 1900 } else { 0 };
                fields.push((field, value.saturating_add(first)));
            }
            for field in [11, 12, 13, 14] {
                if !fields.iter().any(|(known, _)| *known == field) {
                    fields.push((field, 0));
                }
            }
            let start = crate::date::zoned(0, run.state.context.zone())?;
            let millis = crate::date::with_calendar_fields(&start, &fields)?;
            Ok(Value::Date(millis))
        }
        _ => fail(Kind::Unsupported, "dates are made from numbers only"),
    }
}

/// `new SimpleDateFormat(pattern, locale?)`
pub(super) fn format(run: &Run<'_>, arguments: &[Value]) -> Outcome<Value> {
    const SHORT: &str = "M/d/yy, h:mm a";
    let language = match arguments.get(1) {
        None => Text::from("en"),
        Some(Value::Object(object)) => match &**object {
            Object::Locale(name) => Text::from(name.split(['_', '-']).next().unwrap_or_default()),
            _ => {
                return fail(
                    Kind::Unsupported,
                    "a date format takes a pattern and a locale",
                );
            }
        },
        Some(_) => return fail(Kind::NullPointer, "a date format cannot take null"),
    };
    let pattern = match arguments {
        [] => Text::from(SHORT),
        [pattern, ..] if pattern.as_str().is_some() => crate::text::to_text(run, pattern)?,
        [Value::Null, ..] => return fail(Kind::NullPointer, "a date format needs a pattern"),
        _ => return fail(Kind::Unsupported, "a date format needs a pattern"),
    };
    crate::date::check_pattern(&pattern, crate::date::OF_DATES)?;
    Ok(Value::object(Object::DateFormat {
        pattern: pattern.into(),
        language,
        zone: None.into(),
        lenient: true.into(),
    }))
}

/// `new GregorianCalendar(…)`
pub(super) fn calendar(run: &Run<'_>, class: &str, arguments: &[Value]) -> Outcome<Value> {
    let calendar = crate::date::calendar(run);
    match arguments.len() {
        0 => Ok(calendar),
        3.. => {
            let start = crate::date::zoned(0, run.state.context.zone())?;
            crate::library::move_calendar(&calendar, start.timestamp().as_millisecond())?;
            let zero = Value::Integer(0);
            crate::call::named(run, &calendar, "set", &[Value::Integer(11), zero])?;
            crate::call::named(run, &calendar, "set", arguments)?;
            Ok(calendar)
        }
        _ => no_constructor(class, arguments),
    }
}
