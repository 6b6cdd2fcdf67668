//! Sets and sequences: what the library and the operators share.

use crate::error::{Kind, Outcome, fail};
use crate::run::{Run, lock};
use crate::value::{Key, List, ListKind, Object, Value};

/// A set of a kind: duplicates gone, ordered as its class orders.
pub(crate) fn set_of(run: &Run<'_>, kind: ListKind, items: Vec<Value>) -> Outcome<Value> {
    run.room_for_items(items.len())?;
    let mut seen: indexmap::IndexSet<Key> = indexmap::IndexSet::new();
    for item in items {
        seen.insert(Key::new(item));
    }
    let mut keys: Vec<Key> = seen.into_iter().collect();
    if kind == ListKind::TreeSet {
        sortable(&keys)?;
    }
    order_set(kind, &mut keys);
    run.sequence(kind, keys.iter().map(Key::to_value).collect())
}

/// Whether the members of a sorted set are of one class, as Java's `compareTo` wants them.
fn sortable(keys: &[Key]) -> Outcome<()> {
    let mut values = keys.iter().map(Key::to_value);
    let Some(first) = values.next() else {
        return Ok(());
    };
    let class = crate::class::class_name(&first);
    match values.find(|value| crate::class::class_name(value) != class) {
        Some(Value::Null) => fail(Kind::NullPointer, "a sorted set has no place for null"),
        Some(other) => crate::convert::cannot_cast(&other, class),
        None => Ok(()),
    }
}

fn order_set(kind: ListKind, keys: &mut [Key]) {
    match kind {
        ListKind::HashSet => {
            let mut capacity = 16;
            while keys.len() * 4 > capacity * 3 {
                capacity *= 2;
            }
            keys.sort_by_cached_key(|key| key.spread_hash() as usize & (capacity - 1));
        }
        ListKind::TreeSet => keys.sort_by(Key::order),
        _ => {}
    }
}

/// Adds to a set; false when it was there.
pub(crate) fn add_to_set(run: &Run<'_>, list: &List, item: Value) -> Outcome<bool> {
    let items = run.items(list)?;
    let mut keys: Vec<Key> = items.into_iter().map(Key::new).collect();
    let key = Key::new(item);
    if keys.contains(&key) {
        return Ok(false);
    }
    keys.push(key);
    order_set(list.kind(), &mut keys);
    let items = keys.iter().map(Key::to_value).collect();
    run.change(list, |stored| *stored = items)?;
    Ok(true)
}

/// An entry of a map.
pub(crate) fn entry(map: Option<&crate::value::Map>, key: Key, value: Value) -> Value {
    Value::object(Object::Entry {
        map: map.cloned(),
        key,
        value: value.into(),
    })
}

/// What a loop over a value walks: members, entries of a map, characters of a string, else the
/// value itself; nothing for null.
pub(crate) fn walk(run: &Run<'_>, value: &Value) -> Outcome<Vec<Value>> {
    Ok(match value {
        Value::Null => Vec::new(),
        Value::List(list) => run.items(list)?,
        Value::Range(range) => {
            run.room_for_items(range.len())?;
            (0..range.len())
                .filter_map(|index| range.get(index))
                .collect()
        }
        Value::Map(map) => run
            .entries(map)?
            .into_iter()
            .map(|(key, item)| entry(Some(map), key, item))
            .collect(),
        Value::String(_) | Value::GString(_) => {
            let text = value.as_str().unwrap_or_default();
            run.room_for_items(text.len())?;
            text.chars()
                .map(|letter| Value::string(letter.to_string()))
                .collect()
        }
        Value::Object(object) => match &**object {
            Object::Iterator { items, next } => {
                let mut next = lock(next);
                let rest = items.get(*next..).unwrap_or_default().to_vec();
                *next = items.len();
                rest
            }
            Object::Matcher {
                pattern: Value::Pattern(pattern),
                text,
                ..
            } => {
                let mut found = Vec::new();
                for groups in crate::regex::find_all(run, pattern, text)? {
                    found.push(match_value(run, text, &groups)?);
                }
                found
            }
            _ => vec![value.clone()],
        },
        other => vec![other.clone()],
    })
}

/// One match as Groovy shows it: the text, or with groups the list of all of them.
pub(crate) fn match_value(
    run: &Run<'_>,
    text: &str,
    groups: &[Option<(usize, usize)>],
) -> Outcome<Value> {
    let piece = |group: &Option<(usize, usize)>| {
        crate::regex::slice(text, *group).map_or(Value::Null, Value::string)
    };
    match groups {
        [whole] => Ok(piece(whole)),
        groups => run.list(groups.iter().map(piece).collect()),
    }
}
