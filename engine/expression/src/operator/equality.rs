//! `==`: by value across number types and string types, element by element in collections.

use std::cmp::Ordering;

use super::order::compare_comparable;
use crate::error::Outcome;
use crate::run::{Run, limit};
use crate::value::effort::same_text;
use crate::value::{Key, Object, Value};

const DEPTH: usize = 100;

/// Whether `left == right`.
pub(crate) fn equal(run: &Run<'_>, left: &Value, right: &Value) -> Outcome<bool> {
    equal_at(run, left, right, 0)
}

fn equal_at(run: &Run<'_>, left: &Value, right: &Value, depth: usize) -> Outcome<bool> {
    if depth > DEPTH {
        return limit("values are nested too deeply to be compared");
    }
    if is_lazy(left) || is_lazy(right) {
        // A string of what may change says what it says now.
        let (left, right) = (settled(run, left)?, settled(run, right)?);
        return equal_at(run, &left, &right, depth + 1);
    }
    Ok(match (left, right) {
        (Value::Null, Value::Null) => true,
        (Value::Null, _) | (_, Value::Null) => false,
        (Value::String(left), Value::String(right)) => same_text(left, right),
        (Value::Integer(left), Value::Integer(right)) => left == right,
        (Value::Boolean(left), Value::Boolean(right)) => left == right,
        (Value::Class(left), Value::Class(right)) => left == right,
        (Value::List(list), _) if list.kind().is_set() => {
            let Value::List(other) = right else {
                return Ok(false);
            };
            if !other.kind().is_set() {
                return Ok(false);
            }
            let (left, right) = (run.items(list)?, run.items(other)?);
            left.len() == right.len() && contains_all(run, &left, &right, depth)?
        }
        (Value::List(_) | Value::Range(_), Value::List(_) | Value::Range(_)) => {
            if matches!(right, Value::List(list) if list.kind().is_set()) {
                return Ok(false);
            }
            let (Some(left), Some(right)) = (sequence(run, left)?, sequence(run, right)?) else {
                return Ok(false);
            };
            if left.len() != right.len() {
                return Ok(false);
            }
            for (left, right) in left.iter().zip(&right) {
                if !equal_at(run, left, right, depth + 1)? {
                    return Ok(false);
                }
            }
            true
        }
        (Value::Map(left), Value::Map(right)) => {
            if left.identity() == right.identity() {
                return Ok(true);
            }
            if run.map_len(left) != run.map_len(right) {
                return Ok(false);
            }
            for (key, value) in run.entries(left)? {
                match run.lookup_key(right, &key) {
                    Some(other) if equal_at(run, &value, &other, depth + 1)? => {}
                    _ => return Ok(false),
                }
            }
            true
        }
        (Value::Object(one), Value::Object(two)) => match (&**one, &**two) {
            (
                Object::Entry {
                    key: left,
                    value: one,
                    ..
                },
                Object::Entry {
                    key: right,
                    value: two,
                    ..
                },
            ) => {
                // One lock at a time: both may be the same entry.
                let one = crate::run::lock(one).clone();
                let two = crate::run::lock(two).clone();
                left == right && equal_at(run, &one, &two, depth + 1)?
            }
            _ => Key::new(left.clone()) == Key::new(right.clone()),
        },
        _ => match compare_comparable(left, right, true)? {
            Some(ordering) => ordering == Ordering::Equal,
            None => Key::new(left.clone()) == Key::new(right.clone()),
        },
    })
}

fn is_lazy(value: &Value) -> bool {
    matches!(value, Value::GString(gstring) if gstring.lazy)
}

fn settled(run: &Run<'_>, value: &Value) -> Outcome<Value> {
    match value {
        Value::GString(_) => crate::text::to_text(run, value).map(Value::String),
        other => Ok(other.clone()),
    }
}

fn contains_all(run: &Run<'_>, left: &[Value], right: &[Value], depth: usize) -> Outcome<bool> {
    for one in left {
        run.charge(right.len())?;
        let mut found = false;
        for other in right {
            if equal_at(run, one, other, depth + 1)? {
                found = true;
                break;
            }
        }
        if !found {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The members of a list or range; `None` for anything else.
pub(crate) fn sequence(run: &Run<'_>, value: &Value) -> Outcome<Option<Vec<Value>>> {
    Ok(match value {
        Value::List(list) => Some(run.items(list)?),
        Value::Range(range) => {
            run.room_for_items(range.len())?;
            Some(
                (0..range.len())
                    .filter_map(|index| range.get(index))
                    .collect(),
            )
        }
        _ => None,
    })
}
