//! The JSON of the field: Groovy's `JsonOutput`, Jackson's `ObjectMapper`, and reading.
//!
//! `JsonOutput` escapes what is not ASCII and writes dates as `2024-01-31T08:05:09+0000`; Jackson
//! does neither: its dates are epoch milliseconds and a GString is a bean.

mod pretty;
mod slurp;

use std::fmt::Write;

use serde_json::Value as Json;

pub(crate) use pretty::pretty;

use crate::class::short_name;
use crate::error::{EvalError, Kind, Outcome, fail};
use crate::run::{Run, limit, lock};
use crate::value::{Key, ListKind, Map, MapKind, Object, Text, Value, number_from_text};

const DEPTH: usize = 100;

/// Which of the two writers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Writer {
    Groovy,
    Jackson,
}

/// `JsonOutput.toJson`
pub(crate) fn groovy_json(run: &Run<'_>, value: &Value) -> Outcome<String> {
    let mut out = String::new();
    write(run, &mut out, value, Writer::Groovy, 0)?;
    run.room_for_text(out.len())?;
    Ok(out)
}

/// `ObjectMapper.writeValueAsString`
pub(crate) fn jackson_json(run: &Run<'_>, value: &Value, pretty: bool) -> Outcome<String> {
    let mut out = String::new();
    write(run, &mut out, value, Writer::Jackson, 0)?;
    if pretty {
        out = jackson_pretty(&out);
    }
    run.room_for_text(out.len())?;
    Ok(out)
}

fn write(
    run: &Run<'_>,
    out: &mut String,
    value: &Value,
    writer: Writer,
    depth: usize,
) -> Outcome<()> {
    if depth > DEPTH {
        return limit("a value is nested too deeply for JSON");
    }
    if out.len() > run.limits().string_bytes {
        return limit("a string grows too long");
    }
    match value {
        Value::Null => out.push_str("null"),
        Value::Boolean(_)
        | Value::Byte(_)
        | Value::Integer(_)
        | Value::Long(_)
        | Value::BigInteger(_) => crate::text::append(run, out, value)?,
        Value::BigDecimal(decimal) => match writer {
            Writer::Groovy => crate::text::append(run, out, value)?,
            Writer::Jackson => out.push_str(&decimal.to_string()),
        },
        Value::Double(number) if !number.is_finite() => return not_finite(out, value, writer),
        Value::Float(number) if !number.is_finite() => return not_finite(out, value, writer),
        Value::Float(_) | Value::Double(_) => crate::text::append(run, out, value)?,
        Value::Character(letter) => quote(out, &letter.to_string(), writer),
        Value::String(text) => quote(out, text, writer),
        Value::GString(gstring) => match writer {
            Writer::Groovy => quote(out, &gstring.text, writer),
            Writer::Jackson => return bean(run, out, gstring, depth),
        },
        Value::Date(millis) => match writer {
            Writer::Groovy => {
                quote(
                    out,
                    &crate::date::format(
                        *millis,
                        "yyyy-MM-dd'T'HH:mm:ssZ",
                        &jiff::tz::TimeZone::UTC,
                    )?,
                    writer,
                );
            }
            Writer::Jackson => out.push_str(&millis.to_string()),
        },
        Value::List(list) if list.kind() == ListKind::Chars => {
            let text: String = run.items(list)?.iter().map(Value::to_text).collect();
            quote(out, &text, writer);
        }
        Value::List(list)
            if list.kind() == ListKind::Bytes && matches!(writer, Writer::Jackson) =>
        {
            let bytes = crate::encoding::bytes_of(run, value)?.unwrap_or_default();
            quote(out, &crate::encoding::base64(&bytes), writer);
        }
        Value::List(_) | Value::Range(_) => {
            let items = crate::collection::walk(run, value)?;
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                write(run, out, item, writer, depth + 1)?;
            }
            out.push(']');
        }
        Value::Map(map) => {
            out.push('{');
            for (index, (key, item)) in run.entries(map)?.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                let key = key.to_value();
                if key.is_null() {
                    return fail(Kind::Other, "JSON has no null keys");
                }
                quote(out, &crate::text::to_text(run, &key)?, writer);
                out.push(':');
                write(run, out, item, writer, depth + 1)?;
            }
            out.push('}');
        }
        Value::Object(object) => match (&**object, writer) {
            (Object::Uuid(text), _) => quote(out, text, writer),
            (Object::JsonBuilder(content), Writer::Groovy) => {
                let content = lock(content).clone();
                write(run, out, &content, writer, depth + 1)?;
            }
            (Object::StringBuilder { text, .. }, _) => {
                let text = lock(text).clone();
                quote(out, &text, writer);
            }
            (Object::Entry { key, value, .. }, Writer::Jackson) => {
                let value = lock(value).clone();
                out.push('{');
                quote(out, &crate::text::to_text(run, &key.to_value())?, writer);
                out.push(':');
                write(run, out, &value, writer, depth + 1)?;
                out.push('}');
            }
            _ => return no_json(value),
        },
        Value::Class(_) | Value::Pattern(_) | Value::Closure(_) => return no_json(value),
    }
    Ok(())
}

fn no_json<T>(value: &Value) -> Outcome<T> {
    fail(
        Kind::Unsupported,
        format!("{} has no JSON here", short_name(value)),
    )
}

fn not_finite(out: &mut String, value: &Value, writer: Writer) -> Outcome<()> {
    match writer {
        Writer::Jackson => {
            quote(out, &value.to_text(), writer);
            Ok(())
        }
        Writer::Groovy => Err(Box::new(
            EvalError::new(Kind::Other, format!("JSON has no {}", value.to_text()))
                .thrown_as("groovy.json.JsonException"),
        )),
    }
}

/// A GString as Jackson sees it: its getters.
fn bean(
    run: &Run<'_>,
    out: &mut String,
    gstring: &crate::value::GString,
    depth: usize,
) -> Outcome<()> {
    let strings: Vec<Value> = gstring
        .strings
        .iter()
        .map(|text| Value::String(text.clone()))
        .collect();
    out.push_str("{\"values\":");
    write(
        run,
        out,
        &run.list(gstring.values.clone())?,
        Writer::Jackson,
        depth + 1,
    )?;
    out.push_str(",\"strings\":");
    write(run, out, &run.list(strings)?, Writer::Jackson, depth + 1)?;
    out.push_str(",\"bytes\":");
    quote(
        out,
        &crate::encoding::base64(gstring.text.as_bytes()),
        Writer::Jackson,
    );
    let _ = write!(
        out,
        ",\"valueCount\":{},\"empty\":{}}}",
        gstring.values.len(),
        gstring.text.is_empty()
    );
    Ok(())
}

fn quote(out: &mut String, text: &str, writer: Writer) {
    out.push('"');
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            ' '..='~' => out.push(letter),
            '\u{0}'..='\u{1f}' => {
                let _ = match writer {
                    Writer::Groovy => write!(out, "\\u{:04x}", u32::from(letter)),
                    Writer::Jackson => write!(out, "\\u{:04X}", u32::from(letter)),
                };
            }
            _ if writer == Writer::Groovy => {
                let mut units = [0; 2];
                for unit in letter.encode_utf16(&mut units) {
                    let _ = write!(out, "\\u{unit:04x}");
                }
            }
            _ => out.push(letter),
        }
    }
    out.push('"');
}

/// Jackson's default pretty printer: two blanks, ` : ` after names, arrays on one line.
fn jackson_pretty(json: &str) -> String {
    let mut out = String::new();
    let mut objects = 0_usize;
    let mut stack: Vec<char> = Vec::new();
    let mut letters = json.chars().peekable();
    let mut inside = false;
    while let Some(letter) = letters.next() {
        if inside {
            out.push(letter);
            match letter {
                '\\' => out.extend(letters.next()),
                '"' => inside = false,
                _ => {}
            }
            continue;
        }
        match letter {
            '"' => {
                inside = true;
                out.push('"');
            }
            '{' => {
                stack.push('{');
                if letters.peek() == Some(&'}') {
                    letters.next();
                    stack.pop();
                    out.push_str("{ }");
                } else {
                    objects += 1;
                    out.push_str("{\n");
                    out.push_str(&"  ".repeat(objects));
                }
            }
            '[' => {
                if letters.peek() == Some(&']') {
                    letters.next();
                    out.push_str("[ ]");
                } else {
                    stack.push('[');
                    out.push_str("[ ");
                }
            }
            '}' => {
                stack.pop();
                objects = objects.saturating_sub(1);
                out.push('\n');
                out.push_str(&"  ".repeat(objects));
                out.push('}');
            }
            ']' => {
                stack.pop();
                out.push_str(" ]");
            }
            ',' if stack.last() == Some(&'{') => {
                out.push_str(",\n");
                out.push_str(&"  ".repeat(objects));
            }
            ',' => out.push_str(", "),
            ':' => out.push_str(" : "),
            _ => out.push(letter),
        }
    }
    out
}

/// Reads JSON text as live values: maps of a kind, numbers as Groovy types them.
pub(crate) fn parse(run: &Run<'_>, text: &str, kind: MapKind) -> Outcome<Value> {
    run.room_for_text(text.len())?;
    // Before anything is built of it: no more values than twice what one list may hold.
    let values = text
        .bytes()
        .filter(|byte| matches!(byte, b',' | b'[' | b'{'));
    let values = values.count();
    if values > 2 * run.limits().collection_items {
        return limit("the JSON holds too many values");
    }
    run.charge(values)?;
    match serde_json::from_str::<Json>(text) {
        Ok(json) => live(run, &json, kind),
        Err(_) if kind == MapKind::Lazy => slurp::read(run, text),
        Err(error) => Err(Box::new(
            EvalError::new(
                Kind::Other,
                format!(
                    "the text is no JSON at line {} column {}",
                    error.line(),
                    error.column()
                ),
            )
            .thrown_as("groovy.json.JsonException"),
        )),
    }
}

fn live(run: &Run<'_>, json: &Json, kind: MapKind) -> Outcome<Value> {
    Ok(match json {
        Json::Null => Value::Null,
        Json::Bool(value) => Value::Boolean(*value),
        Json::Number(number) => {
            let value = number_from_text(&number.to_string());
            match (&value, kind) {
                // Jackson reads decimals as Double.
                (Value::BigDecimal(decimal), MapKind::Linked) => Value::Double(decimal.to_f64()),
                // Groovy counts any whole number into a Long.
                (Value::BigInteger(_), MapKind::Lazy) => {
                    Value::Long(slurp::wrapped(&number.to_string()))
                }
                _ => value,
            }
        }
        Json::String(text) => run.text(text.as_str())?,
        Json::Array(items) => {
            let items: Outcome<Vec<Value>> =
                items.iter().map(|item| live(run, item, kind)).collect();
            run.list(items?)?
        }
        Json::Object(members) => {
            let mut entries = Vec::with_capacity(members.len());
            for (key, item) in members {
                entries.push((
                    Key::String(Text::from(key.as_str())),
                    live(run, item, kind)?,
                ));
            }
            run.room_for_items(entries.len().saturating_mul(3))?;
            Value::Map(Map::fresh(kind, entries))
        }
    })
}

/// What a call `name(…)` in a closure of `JsonBuilder` gives its name: a value, an object by a
/// closure, objects by a closure of each member, or a list.
pub(crate) fn member(run: &Run<'_>, arguments: &[Value]) -> Outcome<Value> {
    match arguments {
        [Value::Closure(closure)] => built(run, closure, &[]),
        [one] => Ok(one.clone()),
        [
            items @ (Value::List(_) | Value::Range(_)),
            Value::Closure(closure),
        ] => {
            let mut made = Vec::new();
            for item in crate::collection::walk(run, items)? {
                made.push(built(run, closure, &[item])?);
            }
            run.list(made)
        }
        [_, .., Value::Closure(_)] => fail(
            Kind::Unsupported,
            "this way to build JSON by a closure is not supported",
        ),
        several => run.list(several.to_vec()),
    }
}

/// The object that the calls of a closure build.
fn built(
    run: &Run<'_>,
    closure: &std::sync::Arc<crate::value::Closure>,
    arguments: &[Value],
) -> Outcome<Value> {
    let builder = std::sync::Arc::new(Object::JsonBuilder(run.map(Vec::new())?.into()));
    lock(&run.state.delegates).push(Value::Object(std::sync::Arc::clone(&builder)));
    let result = crate::call::invoke_closure(run, closure, arguments);
    lock(&run.state.delegates).pop();
    result?;
    match &*builder {
        Object::JsonBuilder(content) => Ok(lock(content).clone()),
        _ => Ok(Value::Null),
    }
}

/// Whether a value is or holds a builder, which could then hold itself.
pub(crate) fn holds_builder(run: &Run<'_>, value: &Value) -> bool {
    fn look(run: &Run<'_>, value: &Value, depth: usize) -> bool {
        match value {
            _ if depth > 8 => false,
            Value::Object(object) => matches!(&**object, Object::JsonBuilder(_)),
            Value::List(list) => run
                .with_items(list, <[Value]>::to_vec)
                .iter()
                .any(|item| look(run, item, depth + 1)),
            _ => false,
        }
    }
    look(run, value, 0)
}
