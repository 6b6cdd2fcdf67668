//! The text of values, as Groovy prints them: `null`, `[a, b]`, `[k:v]`, dates in the zone of the
//! context, doubles as Java writes them.

use std::fmt::Write;

use crate::error::{Kind, Outcome};
use crate::run::{Run, limit, lock};
use crate::value::{ListKind, Map, MapKind, Object, Text, Value};

/// Structures deeper than this end with a limit.
const DEPTH: usize = 100;

/// The text a GString shows for a value.
pub(crate) fn to_text(run: &Run<'_>, value: &Value) -> Outcome<Text> {
    match value {
        Value::String(text) => Ok(text.clone()),
        Value::GString(gstring) => crate::create::current_text(run, gstring),
        other => {
            let mut out = String::new();
            write_text(run, &mut out, other, 0)?;
            run.room_for_text(out.len())?;
            Ok(Text::from(out))
        }
    }
}

/// Appends the text of a value.
pub(crate) fn append(run: &Run<'_>, out: &mut String, value: &Value) -> Outcome<()> {
    let before = out.len();
    write_text(run, out, value, 0)?;
    run.room_for_text(out.len() - before)
}

fn write_text(run: &Run<'_>, out: &mut String, value: &Value, depth: usize) -> Outcome<()> {
    if depth > DEPTH {
        return limit("a value is nested too deeply to be printed");
    }
    if out.len() > run.limits().string_bytes {
        return limit("a string grows too long");
    }
    // Writing to a String cannot fail.
    let _ = match value {
        Value::Null => out.write_str("null"),
        Value::Boolean(value) => write!(out, "{value}"),
        Value::Byte(value) => write!(out, "{value}"),
        Value::Integer(value) => write!(out, "{value}"),
        Value::Long(value) => write!(out, "{value}"),
        Value::Float(value) => out.write_str(&float_text(*value)),
        Value::Double(value) => out.write_str(&double_text(*value)),
        Value::Character(value) => out.write_char(*value),
        Value::String(text) => out.write_str(text),
        Value::GString(gstring) => out.write_str(&crate::create::current_text(run, gstring)?),
        Value::BigInteger(value) => {
            crate::value::effort::divide(value.bits());
            write!(out, "{value}")
        }
        Value::BigDecimal(value) => write!(out, "{value}"),
        Value::Date(millis) => out.write_str(&crate::date::date_text(run, *millis)),
        Value::Class(name) if crate::class::is_primitive(name) => out.write_str(name),
        Value::Class(name) => write!(out, "class {name}"),
        Value::Pattern(pattern) => out.write_str(&pattern.source),
        Value::Closure(_) => {
            let message = "a closure has no text of its own";
            return crate::error::fail(Kind::Unsupported, message);
        }
        Value::List(list) if list.kind() == ListKind::Chars => {
            for letter in run.items(list)? {
                let _ = write!(out, "{}", letter.to_text());
            }
            return run.room_for_text(out.len());
        }
        Value::List(list) => {
            let items = run.items(list)?;
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push_str(", ");
                }
                match item {
                    Value::List(inner) if inner.identity() == list.identity() => {
                        out.push_str("(this Collection)");
                    }
                    _ => write_text(run, out, item, depth + 1)?,
                }
            }
            out.write_char(']')
        }
        // Inside of another collection a range is asked for its own text; alone, a GString lists it.
        Value::Range(range) if depth > 0 => out.write_str(&range.ends()),
        Value::Range(range) => {
            run.charge(range.len())?;
            out.push('[');
            for index in 0..range.len() {
                if index > 0 {
                    out.push_str(", ");
                }
                if let Some(item) = range.get(index) {
                    write_text(run, out, &item, depth + 1)?;
                }
                if out.len() > run.limits().string_bytes {
                    return limit("a string grows too long");
                }
            }
            out.write_char(']')
        }
        Value::Map(map) if let Some(title) = title(run, map) => {
            return write_text(run, out, &title, depth + 1);
        }
        Value::Map(map) => {
            let entries = run.entries(map)?;
            if entries.is_empty() {
                out.push_str("[:]");
                return Ok(());
            }
            out.push('[');
            for (index, (key, value)) in entries.iter().enumerate() {
                if index > 0 {
                    out.push_str(", ");
                }
                write_text(run, out, &key.to_value(), depth + 1)?;
                out.push(':');
                match value {
                    Value::Map(inner) if inner.identity() == map.identity() => {
                        out.push_str("(this Map)");
                    }
                    _ => write_text(run, out, value, depth + 1)?,
                }
            }
            out.write_char(']')
        }
        Value::Object(object) => return write_object(run, out, object, depth),
    };
    Ok(())
}

fn write_object(run: &Run<'_>, out: &mut String, object: &Object, depth: usize) -> Outcome<()> {
    let _ = match object {
        Object::StringBuilder { text, .. } => out.write_str(&lock(text)),
        Object::Uuid(text) | Object::Locale(text) | Object::Encoded { text, .. } => {
            out.write_str(text)
        }
        Object::JsonBuilder(content) => {
            let content = lock(content).clone();
            out.write_str(&crate::json::groovy_json(run, &content)?)
        }
        Object::Entry { key, value, .. } => {
            write_text(run, out, &key.to_value(), depth + 1)?;
            out.push('=');
            let value = lock(value).clone();
            return write_text(run, out, &value, depth + 1);
        }
        Object::Joiner {
            separator,
            prefix,
            suffix,
            pieces,
        } => {
            let pieces = lock(pieces).join(separator);
            run.room_for_text(pieces.len())?;
            write!(out, "{prefix}{pieces}{suffix}")
        }
        Object::Throwable { class, message, .. } => {
            out.push_str(&crate::call::class(class)?);
            let message = crate::call::message(message.as_ref())?;
            if message.is_null() {
                return Ok(());
            }
            out.push_str(": ");
            return write_text(run, out, &message, depth + 1);
        }
        Object::LocalDate(date) => write!(out, "{date}"),
        Object::LocalDateTime(date) => out.write_str(&crate::date::local_text(*date)),
        Object::Instant(instant) => out.write_str(&crate::date::instant_text(*instant)),
        Object::Zoned(zoned) => out.write_str(&crate::date::zoned_text(zoned)),
        Object::LocalTime(time) => out.write_str(&crate::temporal::time_text(*time)),
        Object::OffsetDateTime(zoned) => out.write_str(&crate::date::zoned_text(zoned)),
        Object::Duration(duration) => out.write_str(&crate::temporal::duration_text(*duration)),
        Object::Period {
            years,
            months,
            days,
        } => out.write_str(&crate::temporal::period_text(*years, *months, *days)),
        Object::ZoneId(id) => out.write_str(id),
        Object::Constant { class, name, .. } if class.ends_with("ChronoUnit") => {
            out.write_str(&crate::temporal::unit_text(name))
        }
        Object::Constant { name, .. } => out.write_str(name),
        Object::Plain { class } if crate::library::is_rounding(class) => out.write_str(class),
        Object::Uri(uri) => out.write_str(&uri.text),
        Object::Atomic { value, .. } => write!(out, "{}", *lock(value)),
        Object::Node(None) => Ok(()),
        Object::Node(Some(value)) => out.write_str(&crate::json::jackson_json(run, value, false)?),
        Object::Optional(None) => out.write_str("Optional.empty"),
        Object::Optional(Some(value)) => {
            out.push_str("Optional[");
            out.push_str(&run.deeper(|| java_text(run, value))?);
            out.write_char(']')
        }
        Object::Matcher {
            pattern: Value::Pattern(pattern),
            text,
            state,
        } => {
            let last = lock(state).groups.first().copied().flatten();
            let last = last.and_then(|(start, end)| text.get(start..end));
            write!(
                out,
                "java.util.regex.Matcher[pattern={} region=0,{} lastmatch={}]",
                pattern.source,
                text.encode_utf16().count(),
                last.unwrap_or_default()
            )
        }
        Object::TimeZone(id) => write!(out, "sun.util.calendar.ZoneInfo[id=\"{id}\"]"),
        other => {
            let name = crate::class::simple_name(crate::class::object_class(other));
            return crate::error::fail(Kind::Unsupported, format!("{name} has no text of its own"));
        }
    };
    Ok(())
}

/// `Double.toString`.
pub(crate) fn double_text(value: f64) -> String {
    java_float(value, format!("{value:e}"))
}

/// `Float.toString`.
pub(crate) fn float_text(value: f32) -> String {
    java_float(f64::from(value), format!("{value:e}"))
}

/// Shortest digits, laid out plainly between 10^-3 and 10^7, with an exponent beyond.
fn java_float(value: f64, scientific: String) -> String {
    match scientific.as_str() {
        // Java keeps two digits of the smallest numbers.
        "5e-324" => return "4.9E-324".to_owned(),
        "1e-45" => return "1.4E-45".to_owned(),
        _ => {}
    }
    if value.is_nan() {
        return "NaN".to_owned();
    }
    if value.is_infinite() {
        return if value > 0.0 { "Infinity" } else { "-Infinity" }.to_owned();
    }
    if value == 0.0 {
        return if value.is_sign_negative() {
            "-0.0"
        } else {
            "0.0"
        }
        .to_owned();
    }
    let magnitude = value.abs();
    if (1e-3..1e7).contains(&magnitude) {
        let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
        let exponent: i64 = exponent.parse().unwrap_or(0);
        let (sign, mantissa) = mantissa
            .strip_prefix('-')
            .map_or(("", mantissa), |rest| ("-", rest));
        let digits = mantissa.replace('.', "");
        let plain = if exponent < 0 {
            let zeros = usize::try_from(-exponent - 1).unwrap_or(0);
            format!("0.{}{digits}", "0".repeat(zeros))
        } else {
            let whole = usize::try_from(exponent + 1).unwrap_or(1);
            let padded = format!("{digits:0<whole$}");
            let (left, right) = padded.split_at(whole);
            format!("{left}.{}", if right.is_empty() { "0" } else { right })
        };
        return format!("{sign}{plain}");
    }
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let point = if mantissa.contains('.') { "" } else { ".0" };
    format!("{mantissa}{point}E{exponent}")
}

/// A value as Groovy source: strings in single quotes.
pub(crate) fn inspect(run: &Run<'_>, out: &mut String, value: &Value, depth: usize) -> Outcome<()> {
    if depth > DEPTH {
        return limit("a value is nested too deeply to be printed");
    }
    match value {
        Value::String(text) => {
            out.push('\'');
            out.push_str(
                &text
                    .replace('\\', "\\\\")
                    .replace('\'', "\\'")
                    .replace('\n', "\\n"),
            );
            out.push('\'');
        }
        Value::List(list) => {
            out.push('[');
            for (index, item) in run.items(list)?.iter().enumerate() {
                if index > 0 {
                    out.push_str(", ");
                }
                inspect(run, out, item, depth + 1)?;
            }
            out.push(']');
        }
        Value::Map(map) if let Some(title) = title(run, map) => {
            return inspect(run, out, &title, depth + 1);
        }
        Value::Map(map) if run.map_len(map) > 0 => {
            out.push('[');
            for (index, (key, item)) in run.entries(map)?.iter().enumerate() {
                if index > 0 {
                    out.push_str(", ");
                }
                inspect(run, out, &key.to_value(), depth + 1)?;
                out.push(':');
                inspect(run, out, item, depth + 1)?;
            }
            out.push(']');
        }
        other => append(run, out, other)?,
    }
    Ok(())
}

/// What an object of the engine prints where a template names the object itself: `${endpoint}` its
/// name (field-notes §4.5).
fn title(run: &Run<'_>, map: &Map) -> Option<Value> {
    let MapKind::Bound(ty) = map.kind() else {
        return None;
    };
    let found = run.lookup(map, ty.title()?);
    found.filter(|value| value.as_str().is_some())
}

/// `Object.toString` of Java, which writes maps with `=`.
pub(crate) fn java_text(run: &Run<'_>, value: &Value) -> Outcome<Text> {
    let mut out = String::new();
    match value {
        Value::Map(map) if let Some(title) = title(run, map) => return to_text(run, &title),
        Value::Map(map) => {
            out.push('{');
            for (index, (key, item)) in run.entries(map)?.iter().enumerate() {
                if index > 0 {
                    out.push_str(", ");
                }
                append(run, &mut out, &key.to_value())?;
                out.push('=');
                out.push_str(&run.deeper(|| java_text(run, item))?);
            }
            out.push('}');
        }
        Value::List(list) if !list.kind().is_array() => {
            out.push('[');
            for (index, item) in run.items(list)?.iter().enumerate() {
                if index > 0 {
                    out.push_str(", ");
                }
                out.push_str(&run.deeper(|| java_text(run, item))?);
            }
            out.push(']');
        }
        other => return to_text(run, other),
    }
    run.room_for_text(out.len())?;
    Ok(Text::from(out))
}
