//! What several functions on dates do the same way.

use jiff::ZonedDateTime;
use jiff::tz::TimeZone;

use super::{Arguments, in_english};
use crate::call::mismatch;
use crate::date::{Field, zone_named, zoned};
use crate::error::{Kind, Outcome, fail};
use crate::run::{Run, lock};
use crate::value::{Map, Object, Text, Value};

/// The pattern and zone of a `SimpleDateFormat`.
pub(crate) fn date_format(run: &Run<'_>, this: &Value) -> Outcome<(Text, TimeZone)> {
    let Value::Object(object) = this else {
        return mismatch();
    };
    let Object::DateFormat { pattern, zone, .. } = &**object else {
        return mismatch();
    };
    let zone = lock(zone).as_ref().map(|id| zone_named(id).1);
    let pattern = lock(pattern).clone();
    Ok((
        pattern,
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

/// A date that a method has changed, for the variable that holds it; anything else answers the
/// method and stays what it is.
pub(crate) fn redated(run: &Run<'_>, date: &Value, name: &str, value: &Value) -> Outcome<Value> {
    let clears = name == "clearTime";
    let Value::Date(millis) = date else {
        let arguments = if clears {
            &[]
        } else {
            std::slice::from_ref(value)
        };
        crate::call::named(run, date, name, arguments)?;
        return Ok(date.clone());
    };
    if clears {
        return crate::call::named(run, date, name, &[]);
    }
    let number = match (value, name) {
        (Value::Integer(number), _) => *number,
        (Value::Long(millis), "setTime") => return Ok(Value::Date(*millis)),
        _ => return mismatch(),
    };
    let (field, number) = match name {
        "setTime" => return Ok(Value::Date(i64::from(number))),
        "setYear" => (1, number.saturating_add(1900)),
        "setMonth" => (2, number),
        "setDate" => (5, number),
        "setHours" => (11, number),
        "setMinutes" => (12, number),
        _ => (13, number),
    };
    let at = zoned(*millis, run.state.context.zone())?;
    let changed = crate::date::with_calendar_fields(&at, &[(field, number)])?;
    Ok(Value::Date(changed))
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

/// The styles that a factory of `DateFormat` is given, of so many arguments; a locale among them is
/// English.
pub(crate) fn styles(arguments: &[Value], most: usize) -> Outcome<Vec<&Value>> {
    let args = Arguments::new(arguments, 0, most)?;
    let (styles, locale): (Vec<&Value>, Vec<&Value>) = args
        .all()
        .iter()
        .partition(|value| matches!(value, Value::Integer(_)));
    in_english(locale.first().copied())?;
    Ok(styles)
}

/// A style of `DateFormat` as an index: full, long, medium, short.
fn style(style: Option<&Value>) -> Outcome<usize> {
    match style {
        None => Ok(2),
        Some(Value::Integer(style @ 0..=3)) => Ok(style.unsigned_abs() as usize),
        Some(_) => fail(Kind::Other, "there is no such style of dates"),
    }
}

const TIMES: [&str; 4] = ["h:mm:ss a zzzz", "h:mm:ss a z", "h:mm:ss a", "h:mm a"];

/// The format of a style of times.
pub(crate) fn time_style(time: Option<&Value>) -> Outcome<Value> {
    let time = style(time)?;
    Ok(format_of(TIMES.get(time).copied().unwrap_or_default()))
}

/// The format of a style of dates, with times of a style.
pub(crate) fn date_style(date: Option<&Value>, time: Option<&Value>) -> Outcome<Value> {
    const DATES: [&str; 4] = ["EEEE, MMMM d, y", "MMMM d, y", "MMM d, y", "M/d/yy"];
    let date = style(date)?;
    let days = DATES.get(date).copied().unwrap_or_default();
    let Some(time) = time else {
        return Ok(format_of(days));
    };
    let between = if date < 2 { " 'at' " } else { ", " };
    let times = TIMES.get(style(Some(time))?).copied().unwrap_or_default();
    Ok(format_of(&format!("{days}{between}{times}")))
}

fn format_of(pattern: &str) -> Value {
    Value::object(Object::DateFormat {
        pattern: Text::from(pattern).into(),
        language: Text::from("en"),
        zone: None.into(),
        lenient: true.into(),
    })
}

fn language_of(this: &Value) -> Outcome<Text> {
    match this {
        Value::Object(object) => match &**object {
            Object::DateFormat { language, .. } => Ok(language.clone()),
            _ => mismatch(),
        },
        _ => mismatch(),
    }
}

/// Refuses a pattern whose names would be read in another language.
pub(crate) fn reads_english(this: &Value, pattern: &str) -> Outcome<()> {
    let language = language_of(this)?;
    let named = |field: &Field| {
        matches!(
            field,
            Field::Letters('M' | 'L', 3..) | Field::Letters('E' | 'a' | 'G' | 'z', _)
        )
    };
    let fields = crate::date::fields(pattern, crate::date::OF_DATES)?;
    if matches!(language.as_str(), "en" | "") || !fields.iter().any(named) {
        return Ok(());
    }
    let message = format!("names in the language `{language}` are not available");
    fail(Kind::Unsupported, message)
}

/// A pattern for a date with the names of another language in the place of their letters.
pub(crate) fn in_language(
    this: &Value,
    pattern: &Text,
    millis: i64,
    zone: &TimeZone,
) -> Outcome<Text> {
    let language = language_of(this)?;
    if matches!(language.as_str(), "en" | "") {
        return Ok(pattern.clone());
    }
    let at = zoned(millis, zone)?;
    let (mut out, mut quoted) = (String::new(), String::new());
    let close = |out: &mut String, quoted: &mut String| {
        if !quoted.is_empty() {
            out.push_str(&format!("'{}'", quoted.replace('\'', "''")));
            quoted.clear();
        }
    };
    for field in crate::date::fields(pattern, crate::date::OF_DATES)? {
        let name = match field {
            Field::Letters('M' | 'L', 4..) => month_name(&language, at.month()),
            Field::Letters('E', 4..) => day_name(&language, at.weekday()),
            Field::Letters('M' | 'L' | 'E', 3) | Field::Letters('E' | 'a' | 'G' | 'z', _) => None,
            Field::Letters(letter, count) => {
                close(&mut out, &mut quoted);
                out.extend(std::iter::repeat_n(letter, count));
                continue;
            }
            Field::Text(text) => Some(text),
        };
        let Some(name) = name else {
            let message = format!("names in the language `{language}` are not available");
            return fail(Kind::Unsupported, message);
        };
        quoted.push_str(&name);
    }
    close(&mut out, &mut quoted);
    Ok(Text::from(out))
}

fn month_name(language: &str, month: i8) -> Option<String> {
    let names = match language {
        "fr" => {
            "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
        }
        "de" => {
            "Januar Februar März April Mai Juni Juli August September Oktober November Dezember"
        }
        "es" => {
            "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"
        }
        "it" => {
            "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre"
        }
        "nl" => {
            "januari februari maart april mei juni juli augustus september oktober november december"
        }
        "pt" => {
            "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro"
        }
        _ => return None,
    };
    let at = usize::try_from(month).ok()?.checked_sub(1)?;
    names.split(' ').nth(at).map(str::to_owned)
}

fn day_name(language: &str, day: jiff::civil::Weekday) -> Option<String> {
    let names = match language {
        "fr" => "lundi mardi mercredi jeudi vendredi samedi dimanche",
        "de" => "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag",
        "es" => "lunes martes miércoles jueves viernes sábado domingo",
        "it" => "lunedì martedì mercoledì giovedì venerdì sabato domenica",
        "nl" => "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
        _ => return None,
    };
    let at = usize::try_from(day.to_monday_zero_offset()).ok()?;
    names.split(' ').nth(at).map(str::to_owned)
}
