//! New values: ranges, interpolated strings, arrays, and `new T(…)`.

use std::sync::Arc;

use crate::class::simple_name;
use crate::convert::{NumberType, array_kind};
use crate::error::{EvalError, Kind, Outcome, fail};
use crate::operator::number;
use crate::run::Run;
use crate::value::{GString, ListKind, Map, MapKind, Object, Range, RangeKind, Text, Value};

/// `from..to`
pub(crate) fn range(run: &Run<'_>, from: &Value, to: &Value, inclusive: bool) -> Outcome<Value> {
    run.allocate(64)?;
    let letter = |value: &Value| {
        let mut letters = value.as_str()?.chars();
        let first = letters.next()?;
        letters
            .next()
            .is_none()
            .then_some(i64::from(u32::from(first)))
    };
    let (kind, first, last) = match (from, to) {
        (Value::Integer(first), Value::Integer(last)) => {
            (RangeKind::Integers, i64::from(*first), i64::from(*last))
        }
        (Value::Long(_), Value::Long(_) | Value::Integer(_))
        | (Value::Integer(_), Value::Long(_)) => (
            RangeKind::Longs,
            from.as_i64().unwrap_or(0),
            to.as_i64().unwrap_or(0),
        ),
        (Value::Character(first), Value::Character(last)) => {
            (RangeKind::Characters, *first as i64, *last as i64)
        }
        (Value::Null, _) | (_, Value::Null) => {
            return fail(Kind::Other, "a range needs two ends");
        }
        _ => match (letter(from), letter(to)) {
            (Some(first), Some(last)) => (RangeKind::Letters, first, last),
            _ => {
                return fail(
                    Kind::Unsupported,
                    "ranges of these values are not supported",
                );
            }
        },
    };
    let reverse = first > last;
    let exclusive = !inclusive && kind == RangeKind::Integers;
    let last = match (inclusive, first.cmp(&last)) {
        (true, _) => last,
        (false, std::cmp::Ordering::Less) => last - 1,
        (false, std::cmp::Ordering::Greater) => last + 1,
        (false, std::cmp::Ordering::Equal) => {
            let empty = Range {
                from: first,
                to: last,
                reverse: false,
                kind,
                empty: true,
                exclusive: true,
            };
            return Ok(Value::Range(Arc::new(empty)));
        }
    };
    let (low, high) = (first.min(last), first.max(last));
    Ok(Value::Range(Arc::new(Range {
        from: low,
        to: high,
        reverse,
        kind,
        empty: false,
        exclusive,
    })))
}

/// A GString from the fixed strings of the tables and its values.
pub(crate) fn interpolate(run: &Run<'_>, index: usize, values: Vec<Value>) -> Outcome<Value> {
    let strings = run.tables.and_then(|tables| tables.strings.get(index));
    let strings = strings.cloned().unwrap_or_default();
    let mut text = String::new();
    let mut held = Vec::with_capacity(values.len());
    for (position, string) in strings.iter().enumerate() {
        text.push_str(string);
        if let Some(value) = values.get(position) {
            let value = match value {
                // A closure without parameters is called for its value.
                Value::Closure(closure) if closure.signature.types.is_empty() => {
                    crate::call::invoke(run, value, &[])?
                }
                other => other.clone(),
            };
            crate::text::append(run, &mut text, &value)?;
            held.push(value);
        }
    }
    run.room_for_text(text.len())?;
    Ok(Value::GString(Arc::new(GString {
        strings,
        values: held,
        text: text.into(),
    })))
}

/// `new T[n]`
pub(crate) fn array(run: &Run<'_>, ty: usize, sizes: &[Value]) -> Outcome<Value> {
    let Some(ty) = run.tables.and_then(|tables| tables.types.get(ty)) else {
        return Ok(Value::Null);
    };
    let kind = if ty.dimensions > 1 {
        ListKind::Objects
    } else {
        array_kind(&ty.name)
    };
    fill(run, kind, &ty.name, sizes)
}

fn fill(run: &Run<'_>, kind: ListKind, class: &str, sizes: &[Value]) -> Outcome<Value> {
    let Some((size, rest)) = sizes.split_first() else {
        return Ok(match class {
            "int" | "short" => Value::Integer(0),
            "byte" => Value::Byte(0),
            "long" => Value::Long(0),
            "double" => Value::Double(0.0),
            "float" => Value::Float(0.0),
            "boolean" => Value::Boolean(false),
            "char" => Value::Character('\0'),
            _ => Value::Null,
        });
    };
    let Some(size) = size.as_i64().and_then(|size| usize::try_from(size).ok()) else {
        return fail(Kind::Other, "the size of an array is no count");
    };
    run.room_for_items(size)?;
    let kind = if rest.is_empty() {
        array_kind(class)
    } else {
        kind
    };
    let mut items = Vec::with_capacity(size);
    for _ in 0..size {
        items.push(fill(run, kind, class, rest)?);
    }
    run.sequence(kind, items)
}

fn no_constructor<T>(class: &str, arguments: &[Value]) -> Outcome<T> {
    let types: Vec<&str> = arguments.iter().map(crate::class::short_name).collect();
    let message = format!(
        "{} cannot be made from ({})",
        simple_name(class),
        types.join(", ")
    );
    fail(Kind::MissingMethod, message)
}

/// `new T(…)`
pub(crate) fn object(run: &Run<'_>, class: &str, arguments: &[Value]) -> Outcome<Value> {
    run.allocate(64)?;
    if crate::class::is_exception(class, "java.lang.Throwable") {
        let message = match arguments {
            [] => Value::Null,
            [message, ..] => Value::String(crate::text::to_text(run, message)?),
        };
        return Ok(Value::object(Object::Throwable {
            class: Text::from(class),
            message,
        }));
    }
    if let Some(target) = NumberType::of(class) {
        return number_object(target, class, arguments);
    }
    match class {
        "java.util.ArrayList" | "java.util.LinkedList" => {
            let kind = if class.ends_with("LinkedList") {
                ListKind::LinkedList
            } else {
                ListKind::ArrayList
            };
            match arguments {
                [] | [Value::Integer(_)] => run.sequence(kind, Vec::new()),
                [Value::List(list)] if list.kind().is_array() => no_constructor(class, arguments),
                [items @ (Value::List(_) | Value::Range(_))] => {
                    run.sequence(kind, crate::collection::walk(run, items)?)
                }
                [Value::Null] => crate::operator::ambiguous("new ArrayList", &Value::Null),
                _ => no_constructor(class, arguments),
            }
        }
        "java.util.HashSet" | "java.util.LinkedHashSet" | "java.util.TreeSet" => {
            let kind = match class {
                "java.util.HashSet" => ListKind::HashSet,
                "java.util.TreeSet" => ListKind::TreeSet,
                _ => ListKind::LinkedSet,
            };
            match arguments {
                [] | [Value::Integer(_)] => run.sequence(kind, Vec::new()),
                [items @ (Value::List(_) | Value::Range(_))] => {
                    let items = crate::collection::walk(run, items)?;
                    crate::collection::set_of(run, kind, items)
                }
                _ => no_constructor(class, arguments),
            }
        }
        "java.util.HashMap" | "java.util.LinkedHashMap" | "java.util.TreeMap" => {
            let kind = match class {
                "java.util.HashMap" => MapKind::Hash,
                "java.util.TreeMap" => MapKind::Tree,
                _ => MapKind::Linked,
            };
            match arguments {
                [] | [Value::Integer(_)] => Ok(Value::Map(Map::fresh(kind, Vec::new()))),
                [Value::Map(map)] => {
                    let entries = run.entries(map)?;
                    run.room_for_items(entries.len().saturating_mul(3))?;
                    Ok(Value::Map(Map::fresh(kind, entries)))
                }
                _ => no_constructor(class, arguments),
            }
        }
        "java.lang.StringBuilder" | "java.lang.StringBuffer" => match arguments {
            [] | [Value::Integer(_)] => {
                Ok(Value::object(Object::StringBuilder(String::new().into())))
            }
            [text] if text.as_str().is_some() => {
                run.room_for_text(text.as_str().unwrap_or_default().len())?;
                Ok(Value::object(Object::StringBuilder(text.to_text().into())))
            }
            _ => no_constructor(class, arguments),
        },
        "java.lang.String" => match arguments {
            [] => run.text(""),
            [text] if text.as_str().is_some() => run.text(text.to_text()),
            [Value::List(list), ..] if list.kind() == ListKind::Bytes => {
                let bytes: Vec<u8> = run
                    .items(list)?
                    .iter()
                    .filter_map(|byte| byte.as_i64().map(|byte| byte as u8))
                    .collect();
                run.text(String::from_utf8_lossy(&bytes).into_owned())
            }
            [Value::List(list)] if list.kind() == ListKind::Chars => run.text(
                run.items(list)?
                    .iter()
                    .map(Value::to_text)
                    .collect::<String>(),
            ),
            _ => no_constructor(class, arguments),
        },
        "java.util.Date" => match arguments {
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
                    fields.push((
                        field,
                        if field == 1 {
                            value.saturating_add(1900)
                        } else {
                            *value
                        },
                    ));
                }
                for field in [11, 12, 13, 14] {
                    if !fields.iter().any(|(known, _)| *known == field) {
                        fields.push((field, 0));
                    }
                }
                let start = crate::date::zoned(0, run.state.context.zone())?;
                Ok(Value::Date(crate::date::with_calendar_fields(
                    &start, &fields,
                )?))
            }
            _ => fail(Kind::Unsupported, "dates are made from numbers only"),
        },
        "java.text.SimpleDateFormat" => match arguments {
            [pattern, ..] if pattern.as_str().is_some() => {
                let pattern = crate::text::to_text(run, pattern)?;
                crate::date::check_pattern(&pattern, crate::date::OF_DATES)?;
                Ok(Value::object(Object::DateFormat {
                    pattern,
                    zone: None.into(),
                    lenient: true.into(),
                }))
            }
            [Value::Null] => fail(Kind::NullPointer, "a date format needs a pattern"),
            _ => fail(Kind::Unsupported, "a date format needs a pattern"),
        },
        "java.text.DecimalFormat" => match arguments {
            [pattern] if pattern.as_str().is_some() => Ok(Value::object(Object::DecimalFormat(
                crate::text::to_text(run, pattern)?,
            ))),
            _ => fail(Kind::Unsupported, "a number format needs a pattern"),
        },
        "groovy.json.JsonBuilder" => {
            let content = arguments.first().cloned().unwrap_or_default();
            if crate::json::holds_builder(run, &content) {
                return fail(
                    Kind::Unsupported,
                    "a JSON builder in a JSON builder is not supported",
                );
            }
            Ok(Value::object(Object::JsonBuilder(content.into())))
        }
        "groovy.json.JsonSlurper" if arguments.is_empty() => Ok(Value::object(Object::JsonSlurper)),
        "com.fasterxml.jackson.databind.ObjectMapper" if arguments.is_empty() => {
            Ok(Value::object(Object::Mapper { pretty: false }))
        }
        "java.util.Random" => {
            let seed = arguments
                .first()
                .and_then(Value::as_i64)
                .map_or_else(|| run.random(), |seed| seed as u64);
            Ok(Value::object(Object::Random(
                ((seed ^ 0x5_DEEC_E66D) & ((1 << 48) - 1)).into(),
            )))
        }
        "java.lang.Boolean" => match arguments {
            [Value::Boolean(value)] => Ok(Value::Boolean(*value)),
            [text] if text.as_str().is_some() => {
                Ok(Value::Boolean(text.to_text().eq_ignore_ascii_case("true")))
            }
            _ => no_constructor(class, arguments),
        },
        "java.util.Locale" => {
            let parts: Vec<String> = arguments.iter().map(Value::to_text).collect();
            Ok(Value::object(Object::Locale(Text::from(parts.join("_")))))
        }
        "java.util.GregorianCalendar" if arguments.is_empty() => Ok(crate::date::calendar(run)),
        "java.util.GregorianCalendar" if arguments.len() >= 3 => {
            let calendar = crate::date::calendar(run);
            let start = crate::date::zoned(0, run.state.context.zone())?;
            crate::library::move_calendar(&calendar, start.timestamp().as_millisecond())?;
            let zero = Value::Integer(0);
            crate::call::named(run, &calendar, "set", &[Value::Integer(11), zero])?;
            crate::call::named(run, &calendar, "set", arguments)?;
            Ok(calendar)
        }
        "java.net.URI" | "java.net.URL" => match arguments {
            [text] if text.as_str().is_some() => {
                crate::library::address(text.as_str().unwrap_or_default(), class == "java.net.URL")
            }
            [Value::Null] => fail(Kind::Other, "an address needs a text"),
            _ => fail(Kind::Unsupported, "addresses are made from one text here"),
        },
        "javax.crypto.spec.SecretKeySpec" => match arguments {
            [key, algorithm] if algorithm.as_str().is_some() => {
                match crate::library::byte_argument(run, key)? {
                    Some(key) if key.is_empty() => fail(Kind::Other, "the key is empty"),
                    Some(key) => Ok(Value::object(Object::SecretKey {
                        algorithm: Text::from(algorithm.as_str().unwrap_or_default()),
                        key,
                    })),
                    None => no_constructor(class, arguments),
                }
            }
            _ => no_constructor(class, arguments),
        },
        "java.util.concurrent.atomic.AtomicInteger" | "java.util.concurrent.atomic.AtomicLong" => {
            let long = class.ends_with("Long");
            let value = match arguments {
                [] => 0,
                [Value::Integer(value)] => i64::from(*value),
                [Value::Long(value)] if long => *value,
                _ => return no_constructor(class, arguments),
            };
            Ok(Value::object(Object::Atomic {
                long,
                value: value.into(),
            }))
        }
        "java.lang.Object" => Ok(Value::object(Object::Plain {
            class: Text::from(class),
        })),
        "java.util.List" | "java.util.Map" | "java.util.Set" | "java.lang.Math" => fail(
            Kind::Syntax,
            format!("{} cannot be made with `new`", simple_name(class)),
        ),
        _ => {
            let message = format!("`new {}` is not available", simple_name(class));
            fail(Kind::Unsupported, message)
        }
    }
}

fn number_object(target: NumberType, class: &str, arguments: &[Value]) -> Outcome<Value> {
    match arguments {
        [text] if text.as_str().is_some() => target.parse(text.as_str().unwrap_or_default()),
        [Value::Null] => fail(
            Kind::Other,
            format!("{} cannot be made from null", simple_name(class)),
        ),
        [value] => match (target, value, number(value)) {
            // `new BigDecimal(double)` takes the exact binary value.
            (NumberType::BigDecimal, Value::Double(exact), _) => exact_decimal(*exact),
            (_, _, Some(number)) => target.convert(&number),
            _ => no_constructor(class, arguments),
        },
        [] => no_constructor(class, arguments),
        [text, Value::Integer(radix @ 2..=36)]
            if target == NumberType::BigInteger
                && text.as_str().is_some_and(|it| it.len() <= 5_000) =>
        {
            let text = text.as_str().unwrap_or_default();
            num_bigint::BigInt::parse_bytes(text.as_bytes(), *radix as u32).map_or_else(
                || crate::convert::not_a_number(text),
                |number| Ok(Value::big_integer(number)),
            )
        }
        [Value::Integer(sign @ (-1..=1)), Value::List(bytes)]
            if target == NumberType::BigInteger && bytes.kind() == ListKind::Bytes =>
        {
            let bytes: Vec<u8> = bytes.peek_with(|items| {
                let bytes = items.iter().filter_map(Value::as_i64);
                bytes.map(|byte| byte as u8).collect()
            });
            let number = num_bigint::BigInt::from_bytes_be(num_bigint::Sign::Plus, &bytes);
            Ok(Value::big_integer(number * *sign))
        }
        _ => fail(
            Kind::Unsupported,
            format!("this way to make a {} is not available", simple_name(class)),
        ),
    }
}

/// All digits of a double.
fn exact_decimal(value: f64) -> Outcome<Value> {
    if !value.is_finite() {
        return Err(Box::new(
            EvalError::new(Kind::Other, "this number has no decimal digits")
                .thrown_as("java.lang.NumberFormatException"),
        ));
    }
    let text = format!("{value:.1100}");
    let trimmed = text.trim_end_matches('0').trim_end_matches('.');
    NumberType::BigDecimal.parse(trimmed)
}

/// An iterator over values.
pub(crate) fn iterator(items: Vec<Value>) -> Value {
    Value::object(Object::Iterator {
        items,
        next: 0.into(),
    })
}
