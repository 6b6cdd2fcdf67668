//! Elements: `target[index]`, of lists, maps and strings, read and written.

use super::{map_default, map_property, property, set_member};
use crate::call;
use crate::class::short_name;
use crate::error::{EvalError, Kind, Outcome, fail};
use crate::run::Run;
use crate::value::{Key, List, ListKind, MapKind, Object, Value};

/// An index out of a list or string.
pub(crate) fn out_of_range<T>(index: i64, length: usize) -> Outcome<T> {
    let message = format!("there is no element {index} among {length}");
    let java = format!("Index {index} out of bounds for length {length}");
    let error = EvalError::new(Kind::Index, message);
    Err(Box::new(error.with_java_message(java)))
}

/// A negative index beyond the first element.
fn before_start<T>(index: i64, length: usize) -> Outcome<T> {
    let message = format!("there is no element {index} among {length}");
    let java = format!("Negative array index [{index}] too large for array size {length}");
    let error = EvalError::new(Kind::Index, message).with_java_message(java);
    Err(Box::new(
        error.thrown_as("java.lang.ArrayIndexOutOfBoundsException"),
    ))
}

/// The position that an index means; negative ones count from the end.
fn position(index: i64, length: usize) -> Option<usize> {
    let index = if index < 0 {
        index + length as i64
    } else {
        index
    };
    usize::try_from(index).ok()
}

/// A key in brackets: a GString looks up its text.
fn index_key(index: &Value) -> Key {
    match index {
        Value::GString(gstring) => Key::String(gstring.text.clone()),
        other => Key::new(other.clone()),
    }
}

/// `target[index]`
pub(crate) fn at(run: &Run<'_>, target: &Value, index: &Value) -> Outcome<Value> {
    match (target, index) {
        (Value::Null, _) => {
            let error = EvalError::new(Kind::NullPointer, "null has no elements");
            Err(Box::new(error.with_java_message(
                "Cannot invoke method getAt() on null object",
            )))
        }
        (Value::Map(map), _) => {
            let key = index_key(index);
            match run.lookup_key(map, &key) {
                Some(value) => Ok(value),
                None => match (map.kind(), &key) {
                    (MapKind::Bound(_), Key::String(name)) => map_property(run, target, map, name),
                    _ => map_default(run, target, map, key),
                },
            }
        }
        (Value::List(list), _) => list_at(run, list, index),
        (Value::Range(_), _) => {
            let items = crate::collection::walk(run, target)?;
            list_at(run, &List::fresh(ListKind::ArrayList, items), index)
        }
        (Value::String(_) | Value::GString(_), _) => {
            string_at(run, target.as_str().unwrap_or_default(), index)
        }
        (Value::Date(millis), Value::Integer(field)) => {
            crate::date::calendar_field(run, *millis, *field)
        }
        (Value::Object(object), _) => match &**object {
            Object::Matcher {
                pattern: Value::Pattern(pattern),
                text,
                ..
            } => {
                let found = crate::regex::find_all(run, pattern, text)?;
                let Some(wanted) = index.as_i64() else {
                    return no_index(target, index);
                };
                match position(wanted, found.len()).and_then(|at| found.get(at)) {
                    Some(groups) => crate::collection::match_value(run, text, groups),
                    None => out_of_range(wanted, found.len()),
                }
            }
            _ => match index.as_str() {
                Some(name) => property(run, target, name),
                // Without a `getAt` of its own, asking for one would lead here again.
                None if call::answers(target, "getAt") => {
                    call::named(run, target, "getAt", std::slice::from_ref(index))
                }
                None => no_index(target, index),
            },
        },
        (_, Value::String(_) | Value::GString(_)) => {
            property(run, target, index.as_str().unwrap_or_default())
        }
        _ => no_index(target, index),
    }
}

fn no_index<T>(target: &Value, index: &Value) -> Outcome<T> {
    let message = format!(
        "{} has no element by {}",
        short_name(target),
        short_name(index)
    );
    match target {
        Value::String(_) | Value::GString(_) | Value::List(_) if index.as_str().is_some() => {
            let message = format!(
                "{} has no property `{}`",
                short_name(target),
                index.as_str().unwrap_or_default()
            );
            fail(Kind::MissingProperty, message)
        }
        // Groovy may index it all the same.
        Value::Object(_) => fail(Kind::Unsupported, message),
        _ => fail(Kind::MissingMethod, message),
    }
}

fn list_at(run: &Run<'_>, list: &List, index: &Value) -> Outcome<Value> {
    if let Some(wanted) = crate::operator::number(index).map(|number| number.to_i64()) {
        let length = run.len(list);
        return match position(wanted, length) {
            Some(at) if at < length => Ok(run.item(list, at).unwrap_or_default()),
            // Lists answer null past their end; arrays do not.
            Some(_) if !list.kind().is_array() => Ok(Value::Null),
            None => before_start(wanted, length),
            _ => out_of_range(wanted, length),
        };
    }
    match index {
        Value::Range(range) => {
            let items = run.items(list)?;
            let part = Part::of(range, items.len())?;
            let mut picked: Vec<Value> = items.get(part.bounds).unwrap_or_default().to_vec();
            if part.reversed {
                picked.reverse();
            }
            let kind = if list.kind().is_array() {
                list.kind()
            } else {
                ListKind::ArrayList
            };
            run.sequence(kind, picked)
        }
        Value::List(indexes) => {
            let mut picked = Vec::new();
            for index in run.items(indexes)? {
                match run.deeper(|| list_at(run, list, &index))? {
                    Value::List(more) if !matches!(index, Value::Integer(_)) => {
                        picked.extend(run.items(&more)?);
                    }
                    one => picked.push(one),
                }
            }
            run.list(picked)
        }
        Value::String(_) | Value::GString(_) if !list.kind().is_array() => {
            let name = index.as_str().unwrap_or_default();
            let mut results = Vec::new();
            for item in run.items(list)? {
                if !item.is_null() {
                    results.push(run.deeper(|| property(run, &item, name))?);
                }
            }
            run.list(results)
        }
        Value::Null if !list.kind().is_array() => {
            crate::operator::ambiguous("getAt", &Value::List(list.clone()))
        }
        _ => no_index(&Value::List(list.clone()), index),
    }
}

/// The half-open bounds of a range among members, each end as it is written counted from the end
/// when negative, so that `0..<-1` leaves the last one out; and whether it runs backwards.
fn ends(range: &crate::value::Range, length: usize) -> (i64, i64, bool) {
    let exclusive = i64::from(range.exclusive);
    let (first, last) = if range.reverse {
        (range.to, range.from - exclusive)
    } else {
        (range.from, range.to + exclusive)
    };
    let counted = |index: i64| index + if index < 0 { length as i64 } else { 0 };
    let (first, last) = (counted(first), counted(last));
    if first > last {
        (last + exclusive, first.saturating_add(1), true)
    } else {
        (first, last.saturating_add(1 - exclusive), false)
    }
}

/// What a range selects of a sequence.
struct Part {
    bounds: std::ops::Range<usize>,
    reversed: bool,
}

impl Part {
    fn of(range: &crate::value::Range, length: usize) -> Outcome<Self> {
        if range.empty {
            let at = usize::try_from(range.from).unwrap_or(0).min(length);
            return Ok(Self {
                bounds: at..at,
                reversed: false,
            });
        }
        let (low, high, reversed) = ends(range, length);
        match (usize::try_from(low), usize::try_from(high)) {
            (Ok(low), Ok(high)) if low <= high && high <= length => Ok(Self {
                bounds: low..high,
                reversed,
            }),
            _ => out_of_range(high - 1, length),
        }
    }
}

fn string_at(run: &Run<'_>, text: &str, index: &Value) -> Outcome<Value> {
    if let Some(wanted) = crate::operator::number(index).map(|number| number.to_i64()) {
        run.charge(1 + text.len() / 64)?;
        let length = text.chars().count();
        return match position(wanted, length).and_then(|at| text.chars().nth(at)) {
            Some(letter) => run.text(letter.to_string()),
            None => {
                let message = format!("there is no element {wanted} among {length}");
                let java = format!("begin {wanted}, end {}, length {length}", wanted + 1);
                let error = EvalError::new(Kind::Index, message);
                Err(Box::new(
                    error
                        .with_java_message(java)
                        .thrown_as("java.lang.StringIndexOutOfBoundsException"),
                ))
            }
        };
    }
    match index {
        Value::Range(range) => {
            let letters: Vec<char> = text.chars().collect();
            run.charge(letters.len())?;
            let part = Part::of(range, letters.len())?;
            let picked = letters.get(part.bounds).unwrap_or_default().iter();
            let picked: String = if part.reversed {
                picked.rev().collect()
            } else {
                picked.collect()
            };
            run.text(picked)
        }
        Value::List(indexes) => {
            let mut out = String::new();
            for index in run.items(indexes)? {
                let piece = run.deeper(|| string_at(run, text, &index))?;
                out.push_str(piece.as_str().unwrap_or_default());
            }
            run.text(out)
        }
        _ => no_index(&Value::string(text), index),
    }
}

/// `target[index] = value`
pub(crate) fn set_at(run: &Run<'_>, target: &Value, index: &Value, value: Value) -> Outcome<Value> {
    match (target, index) {
        (Value::Null, _) => {
            let error = EvalError::new(Kind::NullPointer, "null has no elements");
            Err(Box::new(error.with_java_message(
                "Cannot invoke method putAt() on null object",
            )))
        }
        (Value::Map(map), _) => {
            run.put(map, index_key(index), value.clone())?;
            Ok(value)
        }
        (Value::List(list), Value::Integer(wanted)) => {
            let length = run.len(list);
            let Some(at) = position(i64::from(*wanted), length) else {
                return before_start(i64::from(*wanted), length);
            };
            if at >= length {
                if list.kind().is_array() {
                    return out_of_range(i64::from(*wanted), length);
                }
                run.room_for_items(at + 1)?;
            }
            let stored = crate::convert::stored(run, list.kind(), &value)?;
            run.touch(list, |items| {
                if at >= items.len() {
                    items.resize(at + 1, Value::Null);
                }
                if let Some(slot) = items.get_mut(at) {
                    *slot = stored;
                }
            })?;
            Ok(value)
        }
        (Value::List(list), Value::Range(range)) if !list.kind().is_array() => {
            set_range(run, list, range, &value)?;
            Ok(value)
        }
        (Value::List(list), Value::List(indexes)) if !list.kind().is_array() => {
            set_several(run, target, indexes, &value)?;
            Ok(value)
        }
        (_, Value::String(_) | Value::GString(_)) => set_member(run, target, index, value),
        (Value::Object(_), _) if call::answers(target, "putAt") => {
            call::named(run, target, "putAt", &[index.clone(), value.clone()])?;
            Ok(value)
        }
        (Value::Date(_) | Value::Object(_), _) => fail(
            Kind::Unsupported,
            "assigning to elements of this object is not supported",
        ),
        _ => no_index(target, index),
    }
}

/// `list[from..to] = value`: the members of a collection, or the value, take the place of the
/// range, which may reach behind the end.
fn set_range(
    run: &Run<'_>,
    list: &List,
    range: &crate::value::Range,
    value: &Value,
) -> Outcome<()> {
    let length = run.len(list);
    let (low, high) = if range.empty {
        (range.from, range.from)
    } else {
        let (low, high, _) = ends(range, length);
        (low, high)
    };
    let (Ok(low), Ok(high)) = (usize::try_from(low), usize::try_from(high)) else {
        return out_of_range(low, length);
    };
    let members = match value {
        Value::List(_) | Value::Range(_) => crate::collection::walk(run, value)?,
        one => vec![one.clone()],
    };
    run.room_for_items(high.max(length) + members.len())?;
    run.change(list, |items| {
        if high > items.len() {
            items.resize(high, Value::Null);
        }
        items.splice(low..high, members);
    })
}

/// `list[a, b] = value`: each place gets its member of a list, or all get the value.
fn set_several(run: &Run<'_>, target: &Value, indexes: &List, value: &Value) -> Outcome<()> {
    let indexes = run.items(indexes)?;
    let members = match value {
        Value::List(list) => run.items(list)?,
        one => vec![one.clone(); indexes.len()],
    };
    if members.len() != indexes.len() {
        let message = format!(
            "{} elements cannot take the place of {}",
            members.len(),
            indexes.len()
        );
        return Err(Box::new(
            EvalError::new(Kind::Other, message).thrown_as("java.lang.IllegalArgumentException"),
        ));
    }
    for (index, member) in indexes.iter().zip(members) {
        run.deeper(|| set_at(run, target, index, member))?;
    }
    Ok(())
}
