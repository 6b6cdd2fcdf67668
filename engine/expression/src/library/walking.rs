//! What several functions on collections do the same way.

use std::cmp::Ordering;
use std::sync::Arc;

use crate::call::{invoke, invoke_closure, mismatch};
use crate::collection::{entry, walk};
use crate::error::{EvalError, Kind, Outcome};
use crate::operator::{compare, equal, truth};
use crate::run::{Run, lock};
use crate::value::{Closure, Code, Key, List, ListKind, Map, MapKind, Object, Value};

/// Calls a closure with an entry: with key and value where it takes two.
pub(crate) fn apply_entry(
    run: &Run<'_>,
    closure: &Arc<Closure>,
    map: &Map,
    key: Key,
    value: Value,
) -> Outcome<Value> {
    if closure.signature.types.len() == closure.curried.len() + 2 {
        invoke_closure(run, closure, &[key.to_value(), value])
    } else {
        invoke_closure(run, closure, &[entry(Some(map), key, value)])
    }
}

/// The members that a closure accepts, and the others.
pub(crate) fn partition(run: &Run<'_>, this: &Value, closure: &Value) -> Outcome<Value> {
    if !matches!(closure, Value::Closure(_)) {
        return mismatch();
    }
    let (mut accepted, mut refused) = (Vec::new(), Vec::new());
    for item in walk(run, this)? {
        let verdict = invoke(run, closure, std::slice::from_ref(&item))?;
        if truth(run, &verdict) {
            accepted.push(item)
        } else {
            refused.push(item)
        }
    }
    run.list(vec![run.list(accepted)?, run.list(refused)?])
}

/// Keeps or removes the members among the values, or accepted by a closure; tells whether any went.
pub(crate) fn keep(run: &Run<'_>, list: &List, values: &Value, wanted: bool) -> Outcome<Value> {
    let items = run.items(list)?;
    let before = items.len();
    let mut kept = Vec::new();
    match values {
        Value::Closure(closure) => {
            for item in items {
                let verdict = invoke_closure(run, closure, std::slice::from_ref(&item))?;
                if truth(run, &verdict) == wanted {
                    kept.push(item);
                }
            }
        }
        Value::List(_) | Value::Range(_) => {
            let keys: Vec<Key> = walk(run, values)?.into_iter().map(Key::new).collect();
            for item in items {
                run.charge(keys.len())?;
                if keys.contains(&Key::new(item.clone())) == wanted {
                    kept.push(item);
                }
            }
        }
        _ => return mismatch(),
    }
    let changed = kept.len() != before;
    run.change(list, |stored| *stored = kept)?;
    Ok(Value::Boolean(changed))
}

/// A new collection of the same kind.
pub(crate) fn like(run: &Run<'_>, this: &Value, items: Vec<Value>) -> Outcome<Value> {
    let kind = match this {
        Value::List(list) if !matches!(list.kind(), ListKind::Immutable | ListKind::Fixed) => {
            list.kind()
        }
        _ => ListKind::ArrayList,
    };
    run.sequence(kind, items)
}

/// A new map of the same kind.
pub(crate) fn map_like(run: &Run<'_>, map: &Map, entries: Vec<(Key, Value)>) -> Outcome<Value> {
    let kind = match map.kind() {
        kind @ (MapKind::Hash | MapKind::Tree) => kind,
        _ => MapKind::Linked,
    };
    run.room_for_items(entries.len().saturating_mul(3))?;
    Ok(Value::Map(Map::fresh(kind, entries)))
}

/// Adds what a closure of `collectEntries` gave: an entry, a pair or a map.
pub(crate) fn add_entry(
    run: &Run<'_>,
    entries: &mut Vec<(Key, Value)>,
    made: &Value,
) -> Outcome<()> {
    match made {
        Value::Map(map) => entries.extend(run.entries(map)?),
        Value::List(list) if !list.kind().is_array() => {
            let mut pair = run.items(list)?.into_iter();
            let key = pair.next().unwrap_or_default();
            entries.push((Key::new(key), pair.next().unwrap_or_default()));
        }
        Value::Object(object) => match &**object {
            Object::Entry { key, value, .. } => entries.push((key.clone(), lock(value).clone())),
            _ => return mismatch(),
        },
        _ => return mismatch(),
    }
    Ok(())
}

/// Appends the members of nested lists, however deep.
pub(crate) fn flatten(run: &Run<'_>, items: &[Value], out: &mut Vec<Value>) -> Outcome<()> {
    for item in items {
        match item {
            Value::List(list) => {
                let inner = run.items(list)?;
                run.deeper(|| flatten(run, &inner, out))?;
            }
            Value::Range(_) => out.extend(walk(run, item)?),
            other => out.push(other.clone()),
        }
        if out.len() > run.limits().collection_items {
            return crate::run::limit("a list or map grows too large");
        }
    }
    Ok(())
}

/// How a closure orders two members: as a comparator of two, or by what it gives for each.
fn order_by(
    run: &Run<'_>,
    closure: &Closure,
    callee: &Value,
    (one, two): (&Value, &Value),
    by: Order,
) -> Outcome<Ordering> {
    if closure.signature.types.len() == 2 {
        let result = invoke(run, callee, &[one.clone(), two.clone()])?;
        let number = match (crate::operator::number(&result), result.as_str()) {
            (Some(number), _) => number.to_i32(),
            (None, Some(text)) if text.chars().count() == 1 => 1,
            _ => return crate::convert::cannot_cast(&result, "int"),
        };
        return Ok(number.cmp(&0));
    }
    let left = invoke(run, callee, std::slice::from_ref(one))?;
    let right = invoke(run, callee, std::slice::from_ref(two))?;
    by(&left, &right)
}

/// How two values are ordered where no comparator says it.
type Order = fn(&Value, &Value) -> Outcome<Ordering>;

fn order(
    run: &Run<'_>,
    closure: Option<&Value>,
    one: &Value,
    two: &Value,
    by: Order,
) -> Outcome<Ordering> {
    run.charge(1)?;
    match closure {
        Some(callee @ Value::Closure(closure)) => order_by(run, closure, callee, (one, two), by),
        Some(Value::Object(object)) => match &**object {
            Object::Constant {
                class: "java.util.Comparator",
                name,
                ..
            } => compare_as(name, one, two),
            _ => mismatch(),
        },
        Some(Value::Null) | None => by(one, two),
        Some(_) => mismatch(),
    }
}

/// Whether something can say how members are ordered.
fn fits(closure: Option<&Value>) -> Outcome<()> {
    match closure {
        None | Some(Value::Null | Value::Closure(_) | Value::Object(_)) => Ok(()),
        Some(_) => mismatch(),
    }
}

/// Java's own comparators.
fn compare_as(name: &str, one: &Value, two: &Value) -> Outcome<Ordering> {
    match (name, one.as_str(), two.as_str()) {
        (REVERSED, ..) => compare(two, one),
        (_, Some(one), Some(two)) => {
            let folded = |text: &str| text.to_uppercase().to_lowercase();
            let (one, two) = (folded(one), folded(two));
            Ok(one.encode_utf16().cmp(two.encode_utf16()))
        }
        _ => mismatch(),
    }
}

const REVERSED: &str = "reverseOrder";

/// The comparator of `Collections.reverseOrder()`, or of `String.CASE_INSENSITIVE_ORDER`.
pub(crate) fn comparator(reversed: bool) -> Value {
    Value::object(Object::Constant {
        class: "java.util.Comparator",
        name: if reversed {
            REVERSED
        } else {
            "CASE_INSENSITIVE_ORDER"
        },
        ordinal: i32::from(reversed),
    })
}

/// Groovy's order of members: values of classes that cannot be compared go by their hash codes.
fn naturally(one: &Value, two: &Value) -> Outcome<Ordering> {
    compare(one, two).or_else(|error| {
        let hash = |value: &Value| match value {
            // Their hash codes differ from run to run.
            Value::Object(_) | Value::Closure(_) | Value::Class(_) | Value::Pattern(_) => None,
            data => Some(Key::new(data.clone()).hash_code()),
        };
        match (hash(one), hash(two)) {
            (Some(one), Some(two)) if one != two => Ok(one.cmp(&two)),
            _ => Err(error),
        }
    })
}

/// Members up to which Java sorts by insertion.
const INSERTED: usize = 32;

/// Sorted copies: a stable merge sort, so that failing comparisons end it. What Java sorts by
/// insertion is asked in its order, which shows where a comparator contradicts itself.
pub(crate) fn sorted(
    run: &Run<'_>,
    items: Vec<Value>,
    closure: Option<&Value>,
) -> Outcome<Vec<Value>> {
    fits(closure)?;
    if items.len() < 2 {
        return Ok(items);
    }
    if items.len() < INSERTED {
        return inserted(run, items, closure);
    }
    let mut left = items;
    let right = left.split_off(left.len() / 2);
    let left = sorted(run, left, closure)?;
    let right = sorted(run, right, closure)?;
    let mut merged = Vec::with_capacity(left.len() + right.len());
    let (mut left, mut right) = (left.into_iter().peekable(), right.into_iter().peekable());
    while let (Some(one), Some(two)) = (left.peek(), right.peek()) {
        let second = order(run, closure, one, two, naturally)? == Ordering::Greater;
        merged.extend(if second { right.next() } else { left.next() });
    }
    merged.extend(left);
    merged.extend(right);
    Ok(merged)
}

/// The run at the start, turned round where it falls, then each member by bisection.
fn inserted(run: &Run<'_>, mut items: Vec<Value>, closure: Option<&Value>) -> Outcome<Vec<Value>> {
    let falls = |items: &[Value], at: usize| -> Outcome<bool> {
        match items.get(at - 1..=at) {
            Some([before, one]) => {
                Ok(order(run, closure, one, before, naturally)? == Ordering::Less)
            }
            _ => Ok(false),
        }
    };
    let falling = falls(&items, 1)?;
    let mut sorted = 2;
    while sorted < items.len() && falls(&items, sorted)? == falling {
        sorted += 1;
    }
    if falling {
        items.get_mut(..sorted).unwrap_or_default().reverse();
    }
    let rest = items.split_off(sorted);
    for item in rest {
        let (mut low, mut high) = (0, items.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            let Some(other) = items.get(middle) else {
                break;
            };
            if order(run, closure, &item, other, naturally)? == Ordering::Less {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        items.insert(low, item);
    }
    Ok(items)
}

/// The first member that comes first (`Less`) or last (`Greater`); null for none.
pub(crate) fn extreme(
    run: &Run<'_>,
    items: Vec<Value>,
    closure: Option<&Value>,
    side: Ordering,
) -> Outcome<Value> {
    fits(closure)?;
    let mut best: Option<Value> = None;
    for item in items {
        best = Some(match best {
            None => item,
            Some(best) if order(run, closure, &item, &best, compare)? == side => item,
            Some(best) => best,
        });
    }
    Ok(best.unwrap_or_default())
}

/// Without the members that equal an earlier one.
pub(crate) fn distinct(
    run: &Run<'_>,
    items: Vec<Value>,
    closure: Option<&Value>,
) -> Outcome<Vec<Value>> {
    let mut kept: Vec<Value> = Vec::new();
    for item in items {
        let mut found = false;
        for other in &kept {
            run.charge(1)?;
            found = match closure {
                Some(_) => order(run, closure, &item, other, naturally)? == Ordering::Equal,
                None => equal(run, &item, other)?,
            };
            if found {
                break;
            }
        }
        if !found {
            kept.push(item);
        }
    }
    Ok(kept)
}

/// A range was asked to change itself.
pub(crate) fn unchangeable<T>(value: &Value) -> Outcome<T> {
    let message = format!("{} cannot be changed", crate::class::short_name(value));
    let error = EvalError::new(Kind::Other, message);
    Err(Box::new(
        error
            .thrown_as("java.lang.UnsupportedOperationException")
            .with_help("make a list of it first: `(1..3).toList()`"),
    ))
}

/// An empty list was asked for a member.
pub(crate) fn nothing_there<T>(message: &str, java: &str, exception: &'static str) -> Outcome<T> {
    let error = EvalError::new(Kind::Other, message).with_java_message(java);
    Err(Box::new(error.thrown_as(exception)))
}

/// A closure with arguments given in advance.
pub(crate) fn curry(run: &Run<'_>, this: &Value, values: &[Value], first: bool) -> Outcome<Value> {
    let Value::Closure(closure) = this else {
        return mismatch();
    };
    let code = match &closure.code {
        Code::Script(code) => Code::Script(lock(code).clone().into()),
        Code::Composed(one, two) => Code::Composed(one.clone(), two.clone()),
        Code::Method(target, name) => Code::Method(target.clone(), name.clone()),
    };
    let (mut curried, mut curried_right) = (closure.curried.clone(), closure.curried_right.clone());
    if first {
        curried.extend(values.iter().cloned());
    } else {
        curried_right.splice(0..0, values.iter().cloned());
    }
    run.room_for_items(curried.len() + curried_right.len())?;
    let signature = closure.signature.clone();
    let made = Arc::new(Closure {
        code,
        signature,
        curried,
        curried_right,
    });
    run.register(&made);
    Ok(Value::Closure(made))
}
