//! What several functions on formats of numbers and messages do the same way.

use std::sync::MutexGuard;

use super::Arguments;
use crate::call::mismatch;
use crate::error::{EvalError, Kind, Outcome, fail};
use crate::number_format::NumberPattern;
use crate::operator::number;
use crate::run::{Run, lock};
use crate::value::{Object, Value};

/// The pattern of numbers of US English.
const PLAIN: &str = "#,##0.###";

/// A `DecimalFormat` of a pattern; of numbers of US English for none.
pub(crate) fn number_format(pattern: &str) -> Outcome<Value> {
    let pattern = if pattern.is_empty() { PLAIN } else { pattern };
    let pattern = NumberPattern::parse(pattern)?;
    Ok(Value::object(Object::DecimalFormat(pattern.into())))
}

/// A number format of a class method, in English only.
pub(crate) fn number_format_in(pattern: &str, arguments: &[Value]) -> Outcome<Value> {
    in_english(arguments.first())?;
    number_format(pattern)
}

/// Refuses locales of other languages.
pub(crate) fn in_english(locale: Option<&Value>) -> Outcome<()> {
    match locale {
        None => Ok(()),
        Some(Value::Object(object)) => match &**object {
            Object::Locale(name) if matches!(name.as_str(), "en_US" | "en" | "") => Ok(()),
            Object::Locale(_) => fail(Kind::Unsupported, "formats are those of the US here"),
            _ => mismatch(),
        },
        Some(_) => mismatch(),
    }
}

/// The pattern of a `DecimalFormat`, to read or change.
pub(crate) fn number_pattern(this: &Value) -> Outcome<MutexGuard<'_, NumberPattern>> {
    if let Value::Object(object) = this
        && let Object::DecimalFormat(pattern) = &**object
    {
        return Ok(lock(pattern));
    }
    mismatch()
}

/// How many digits a setter of a `DecimalFormat` is given; none where it is less, and no more than
/// Java shows of a double.
pub(crate) fn digits_shown(arguments: &[Value]) -> Outcome<usize> {
    const MOST: usize = 340;
    let args = Arguments::new(arguments, 1, 1)?;
    Ok(usize::try_from(args.int(0)?).unwrap_or(0).min(MOST))
}

fn illegal<T>(message: &str) -> Outcome<T> {
    Err(Box::new(
        EvalError::new(Kind::Other, message).thrown_as("java.lang.IllegalArgumentException"),
    ))
}

/// A value by a `DecimalFormat`.
pub(crate) fn format_number(pattern: &NumberPattern, value: &Value) -> Outcome<String> {
    match number(value) {
        Some(number) if !matches!(value, Value::Character(_)) => pattern.format(&number),
        _ => illegal("only numbers can be formatted"),
    }
}

/// Texts in the places `{0}`, `{1,number,#.#}` and `{2,date}` of a pattern.
pub(crate) fn message(run: &Run<'_>, pattern: &str, values: &[Value]) -> Outcome<Value> {
    run.charge(pattern.len())?;
    let mut out = String::new();
    let mut letters = pattern.chars().peekable();
    let mut quoted = false;
    while let Some(letter) = letters.next() {
        match letter {
            '\'' if letters.peek() == Some(&'\'') => {
                letters.next();
                out.push('\'');
            }
            '\'' => quoted = !quoted,
            '{' if !quoted => {
                let mut place = String::new();
                loop {
                    match letters.next() {
                        Some('}') => break,
                        Some(letter @ ('{' | '\'')) => {
                            let message = format!("`{letter}` in a place is not available");
                            return fail(Kind::Unsupported, message);
                        }
                        Some(letter) => place.push(letter),
                        None => return illegal("a brace of the pattern is not closed"),
                    }
                }
                write_place(run, &mut out, &place, values)?;
            }
            letter => out.push(letter),
        }
        run.room_for_text(out.len() / 16)?;
    }
    run.text(out)
}

fn write_place(run: &Run<'_>, out: &mut String, place: &str, values: &[Value]) -> Outcome<()> {
    let mut parts = place.splitn(3, ',').map(str::trim);
    let Some(at) = parts.next().and_then(|it| it.parse::<usize>().ok()) else {
        return illegal("a place of the pattern has no number");
    };
    let (kind, style) = (parts.next(), parts.next());
    let value = match values.get(at) {
        None => {
            out.push_str(&format!("{{{at}}}"));
            return Ok(());
        }
        Some(Value::Null) => {
            out.push_str("null");
            return Ok(());
        }
        Some(value) => value,
    };
    let zone = run.state.context.zone();
    let dated = |pattern: &str| match value {
        Value::Date(millis) => crate::date::format(*millis, pattern, zone),
        Value::Integer(_) | Value::Long(_) => {
            crate::date::format(value.as_i64().unwrap_or(0), pattern, zone)
        }
        _ => illegal("only dates can be formatted"),
    };
    let text = match (kind, style) {
        (None, _) => match value {
            Value::Date(_) => dated("M/d/yy, h:mm a")?,
            Value::Character(_) => value.to_text(),
            _ if number(value).is_some() => format_number(&NumberPattern::parse(PLAIN)?, value)?,
            _ => crate::text::java_text(run, value)?.to_string(),
        },
        (Some("number"), style) => {
            let pattern = match style.unwrap_or("") {
                "" => PLAIN,
                "integer" => "#,##0",
                "percent" => "#,##0%",
                "currency" => "$#,##0.00",
                pattern => pattern,
            };
            format_number(&NumberPattern::parse(pattern)?, value)?
        }
        (Some("date"), style) => dated(match style.unwrap_or("") {
            "" | "medium" => "MMM d, y",
            "short" => "M/d/yy",
            "long" => "MMMM d, y",
            "full" => "EEEE, MMMM d, y",
            pattern => pattern,
        })?,
        (Some("time"), style) => dated(match style.unwrap_or("") {
            "" | "medium" => "h:mm:ss a",
            "short" => "h:mm a",
            "long" => "h:mm:ss a z",
            "full" => "h:mm:ss a zzzz",
            pattern => pattern,
        })?,
        (Some("choice"), _) => {
            return fail(Kind::Unsupported, "choices in a pattern are not available");
        }
        _ => return illegal("a place of the pattern has an unknown format"),
    };
    run.room_for_text(text.len())?;
    out.push_str(&text);
    Ok(())
}
