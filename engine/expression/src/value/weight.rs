//! The weight of a result: whether printing, copying or writing it as JSON ends in time.
//!
//! A list of a list twice, forty times over, is small in memory and endless on paper.

use super::Value;
use crate::error::Outcome;
use crate::run::{Run, limit};

/// Structures deeper than this are not given out: printing refuses them too.
const DEPTH: usize = 100;

/// Refuses a structure that unfolds beyond the limits. One from outside is a tree and passes, unless
/// a part of it was changed.
pub(crate) fn weigh(run: &Run<'_>, value: &Value) -> Outcome<()> {
    let limits = run.limits();
    let from_outside = match value {
        Value::List(list) => list.is_frozen(),
        Value::Map(map) => map.is_frozen(),
        Value::Range(_) => false,
        _ => true,
    };
    if from_outside && !run.has_copies() {
        return Ok(());
    }
    let (mut nodes, mut bytes) = (0_usize, 0_usize);
    let mut pending = vec![(value.clone(), 0_usize)];
    while let Some((value, depth)) = pending.pop() {
        nodes += 1;
        match &value {
            Value::List(list) => run.with_items(list, |items| {
                nodes += items.len();
                pending.extend(structures(items.iter(), &mut bytes, depth + 1));
            }),
            Value::Map(map) => run.current(map).peek_with(|entries| {
                nodes += 2 * entries.len();
                for key in entries.keys() {
                    bytes += key.as_str().map_or(8, str::len);
                }
                pending.extend(structures(entries.values(), &mut bytes, depth + 1));
            }),
            Value::Range(range) => nodes = nodes.saturating_add(range.len()),
            _ => {}
        }
        if depth > DEPTH {
            return limit("the value is nested too deeply");
        }
        if nodes > 3 * limits.collection_items || bytes > limits.string_bytes {
            return limit("the value is too large");
        }
    }
    Ok(())
}

/// The structures among values; counts the text of the others.
fn structures<'v>(
    values: impl Iterator<Item = &'v Value>,
    bytes: &mut usize,
    depth: usize,
) -> Vec<(Value, usize)> {
    let mut inner = Vec::new();
    for value in values {
        match value {
            Value::List(_) | Value::Map(_) | Value::Range(_) => inner.push((value.clone(), depth)),
            other => *bytes += other.as_str().map_or(0, str::len),
        }
    }
    inner
}
