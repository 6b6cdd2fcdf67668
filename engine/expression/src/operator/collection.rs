//! `+` and `-` on collections.

use super::equal;
use crate::error::Outcome;
use crate::run::Run;
use crate::value::{List, ListKind, Map, Value};

/// `list + other`: the members of a collection, else the value itself, at the end of a copy.
pub(crate) fn add_lists(
    run: &Run<'_>,
    left: Vec<Value>,
    kind: ListKind,
    right: &Value,
) -> Outcome<Value> {
    let mut items = left;
    match super::equality::sequence(run, right)? {
        Some(more) => items.extend(more),
        None => items.push(right.clone()),
    }
    let kind = if matches!(kind, ListKind::Immutable | ListKind::Fixed) {
        ListKind::ArrayList
    } else {
        kind
    };
    if kind.is_set() {
        return crate::collection::set_of(run, kind, items);
    }
    run.sequence(kind, items)
}

/// `map + other`: entries of the second win.
pub(crate) fn add_maps(run: &Run<'_>, left: &Map, right: &Map) -> Outcome<Value> {
    let mut entries = run.entries(left)?;
    entries.extend(run.entries(right)?);
    run.room_for_items(entries.len())?;
    let kind = match left.kind() {
        crate::value::MapKind::Hash => crate::value::MapKind::Hash,
        crate::value::MapKind::Tree => crate::value::MapKind::Tree,
        _ => crate::value::MapKind::Linked,
    };
    Ok(Value::Map(Map::fresh(kind, entries)))
}

/// `list - other`: without every member equal to one of `other`.
pub(crate) fn remove_all(run: &Run<'_>, list: &List, right: &Value) -> Outcome<Value> {
    let unwanted = super::equality::sequence(run, right)?.unwrap_or_else(|| vec![right.clone()]);
    let mut kept = Vec::new();
    for item in run.items(list)? {
        run.charge(unwanted.len())?;
        let mut found = false;
        for other in &unwanted {
            if equal(run, &item, other)? {
                found = true;
                break;
            }
        }
        if !found {
            kept.push(item);
        }
    }
    let kind = if matches!(list.kind(), ListKind::Immutable | ListKind::Fixed) {
        ListKind::ArrayList
    } else {
        list.kind()
    };
    run.sequence(kind, kept)
}
