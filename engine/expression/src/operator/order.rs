//! `<`, `>`, `<=>`: null is smallest, numbers compare by value, strings by UTF-16 units.

use std::cmp::Ordering;

use super::number::{Number, compare_numbers, number};
use crate::error::{EvalError, Kind, Outcome};
use crate::value::effort::{read, text_order};
use crate::value::{Object, Value};

/// `left <=> right`.
pub(crate) fn compare(left: &Value, right: &Value) -> Outcome<Ordering> {
    match (left, right) {
        (Value::Null, Value::Null) => Ok(Ordering::Equal),
        (Value::Null, _) => Ok(Ordering::Less),
        (_, Value::Null) => Ok(Ordering::Greater),
        _ => match compare_comparable(left, right, false)? {
            Some(ordering) => Ok(ordering),
            None => cannot_compare(left, right),
        },
    }
}

/// An order for sorting where anything may meet anything: incomparable values stay as they are.
pub(crate) fn order_loosely(left: &Value, right: &Value) -> Ordering {
    compare(left, right).unwrap_or(Ordering::Equal)
}

fn cannot_compare<T>(left: &Value, right: &Value) -> Outcome<T> {
    let message = format!(
        "cannot compare {} with {}",
        crate::class::short_name(left),
        crate::class::short_name(right)
    );
    Err(Box::new(
        EvalError::new(Kind::Other, message).thrown_as("java.lang.IllegalArgumentException"),
    ))
}

fn single_character(value: &Value) -> Option<char> {
    let mut characters = value.as_str()?.chars();
    let first = characters.next()?;
    characters.next().is_none().then_some(first)
}

/// Compares two non-null values of comparable classes. `None` when `left` is not comparable at
/// all, or when `equality` asks only for equality and the classes do not meet.
pub(crate) fn compare_comparable(
    left: &Value,
    right: &Value,
    equality: bool,
) -> Outcome<Option<Ordering>> {
    let ordering = match (left, right) {
        (Value::Boolean(left), Value::Boolean(right)) => left.cmp(right),
        (Value::Date(left), Value::Date(right)) => left.cmp(right),
        (Value::Character(left), _) if single_character(right).is_some() => {
            Some(*left).cmp(&single_character(right))
        }
        (_, Value::Character(right)) if single_character(left).is_some() => {
            single_character(left).cmp(&Some(*right))
        }
        (Value::Object(one), Value::Object(two)) => match (&**one, &**two) {
            (Object::LocalDate(left), Object::LocalDate(right)) => left.cmp(right),
            (Object::LocalDateTime(left), Object::LocalDateTime(right)) => left.cmp(right),
            (Object::Instant(left), Object::Instant(right)) => left.cmp(right),
            (Object::LocalTime(left), Object::LocalTime(right)) => left.cmp(right),
            (Object::Zoned(left), Object::Zoned(right))
            | (Object::OffsetDateTime(left), Object::OffsetDateTime(right))
                if !equality =>
            {
                left.timestamp().cmp(&right.timestamp())
            }
            (Object::Duration(left), Object::Duration(right)) => left.cmp(right),
            (
                Object::Constant { class, ordinal, .. },
                Object::Constant {
                    class: other,
                    ordinal: at,
                    ..
                },
            ) if class == other => ordinal.cmp(at),
            (Object::Uuid(left), Object::Uuid(right)) => left.cmp(right),
            _ => return Ok(None),
        },
        _ => match (left.as_str(), right.as_str()) {
            (Some(left), Some(right)) => text_order(left, right),
            _ => return compare_mixed(left, right, equality),
        },
    };
    Ok(Some(ordering))
}

fn compare_mixed(left: &Value, right: &Value, equality: bool) -> Outcome<Option<Ordering>> {
    let as_number = |value: &Value| -> Option<Number> {
        number(value)
            .or_else(|| single_character(value).map(|letter| Number::Integer(letter as i32)))
    };
    let numeric = |value: &Value| number(value).is_some();
    if (numeric(left) || numeric(right))
        && let (Some(left), Some(right)) = (as_number(left), as_number(right))
    {
        return Ok(compare_numbers(&left, &right));
    }
    let comparable = numeric(left)
        || left.as_str().is_some()
        || matches!(left, Value::Boolean(_) | Value::Date(_));
    if comparable && !equality {
        cannot_compare(left, right)
    } else {
        Ok(None)
    }
}

/// `String.compareTo`: the difference of the first unequal units, else of the lengths.
pub(crate) fn text_difference(left: &str, right: &str) -> i32 {
    if !read(left.len().min(right.len())) {
        return 0;
    }
    let (mut one, mut two) = (left.encode_utf16(), right.encode_utf16());
    loop {
        match (one.next(), two.next()) {
            (Some(a), Some(b)) if a == b => {}
            (Some(a), Some(b)) => return i32::from(a) - i32::from(b),
            (None, None) => return 0,
            (a, b) => {
                let rest = (one.count() + usize::from(a.is_some())) as i32
                    - (two.count() + usize::from(b.is_some())) as i32;
                return rest;
            }
        }
    }
}
