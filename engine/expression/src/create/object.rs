//! `new T(…)`

use crate::class::simple_name;
use crate::convert::NumberType;
use crate::error::{EvalError, Kind, Outcome, fail};
use crate::run::Run;
use crate::value::{ListKind, Map, MapKind, Object, Text, Value};

pub(super) fn no_constructor<T>(class: &str, arguments: &[Value]) -> Outcome<T> {
    let types: Vec<&str> = arguments.iter().map(crate::class::short_name).collect();
    let message = format!(
        "{} cannot be made from ({})",
        simple_name(class),
        types.join(", ")
    );
    let error = EvalError::new(Kind::Other, message);
    Err(Box::new(
        error.thrown_as("groovy.lang.GroovyRuntimeException"),
    ))
}

/// `new T(…)`
pub(crate) fn object(run: &Run<'_>, class: &str, arguments: &[Value]) -> Outcome<Value> {
    run.allocate(64)?;
    if crate::class::is_exception(class, "java.lang.Throwable") {
        let told = |message: &Value| crate::text::to_text(run, message).map(Value::String);
        let thrown = |value: &Value| matches!(value, Value::Object(object) if matches!(&**object, Object::Throwable { .. }));
        let (message, cause) = match arguments {
            [] => (Value::Null, Value::Null),
            [cause] if thrown(cause) => (told(cause)?, cause.clone()),
            [Value::Null] => (Value::Null, Value::Null),
            [message] => (told(message)?, Value::Null),
            [message, cause, ..] => {
                let message = if message.is_null() {
                    Value::Null
                } else {
                    told(message)?
                };
                (
                    message,
                    if thrown(cause) {
                        cause.clone()
                    } else {
                        Value::Null
                    },
                )
            }
        };
        return Ok(Value::object(Object::Throwable {
            class: Text::from(class),
            message: Some(message),
            cause,
        }));
    }
    if let Some(target) = NumberType::of(class) {
        return super::number::number_object(target, class, arguments);
    }
    match class {
        "java.util.ArrayList" | "java.util.LinkedList" => {
            let kind = if class.ends_with("LinkedList") {
                ListKind::LinkedList
            } else {
                ListKind::ArrayList
            };
            match arguments {
                [Value::Integer(..0)] => fail(Kind::Other, "a list has no room below zero"),
                [] | [Value::Integer(_)] => run.sequence(kind, Vec::new()),
                [Value::List(list)] if list.kind().is_array() => no_constructor(class, arguments),
                [items @ (Value::List(_) | Value::Range(_))] => {
                    run.sequence(kind, crate::collection::walk(run, items)?)
                }
                [Value::Null] => null_argument(class),
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
        "java.lang.StringBuilder" | "java.lang.StringBuffer" | "java.io.StringWriter" => {
            super::text::builder(run, class, arguments)
        }
        "java.lang.String" => super::text::string(run, class, arguments),
        "java.util.Scanner" | "java.util.StringTokenizer" | "java.util.StringJoiner" => {
            super::text::splitter(run, class, arguments)
        }
        "java.util.Date" => super::date::date(run, class, arguments),
        "java.text.SimpleDateFormat" => super::date::format(run, arguments),
        "java.text.DecimalFormat" => match arguments {
            [] => crate::library::number_format(""),
            [pattern, ..] if pattern.as_str().is_some() => {
                crate::library::number_format(&pattern.to_text())
            }
            [Value::Null, ..] => null_argument(class),
            _ => no_constructor(class, arguments),
        },
        "java.text.MessageFormat" => match arguments {
            [pattern, ..] if pattern.as_str().is_some() => Ok(Value::object(
                Object::MessageFormat(crate::text::to_text(run, pattern)?),
            )),
            _ => no_constructor(class, arguments),
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
            let seed = match arguments {
                [] => run.random(),
                [Value::Integer(_) | Value::Long(_)] => {
                    arguments.first().and_then(Value::as_i64).unwrap_or(0) as u64
                }
                _ => return no_constructor(class, arguments),
            };
            Ok(Value::object(Object::random(seed)))
        }
        "java.util.UUID" => match arguments {
            [
                Value::Integer(_) | Value::Long(_),
                Value::Integer(_) | Value::Long(_),
            ] => {
                let half =
                    |at: usize| arguments.get(at).and_then(Value::as_i64).unwrap_or(0) as u64;
                let bits = u128::from(half(0)) << 64 | u128::from(half(1));
                Ok(Value::object(Object::Uuid(
                    crate::digest::uuid_text(bits).into(),
                )))
            }
            _ => no_constructor(class, arguments),
        },
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
        "java.util.GregorianCalendar" => super::date::calendar(run, class, arguments),
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

pub(super) fn null_argument<T>(class: &str) -> Outcome<T> {
    let message = format!("{} cannot be made from null", simple_name(class));
    fail(Kind::NullPointer, message)
}
