//! New values: ranges, interpolated strings, arrays, and `new T(…)`.

mod date;
mod number;
mod object;
mod text;

use std::sync::Arc;

pub(crate) use object::object;

use crate::convert::array_kind;
use crate::error::{Kind, Outcome, fail};
use crate::run::Run;
use crate::value::{GString, ListKind, Object, Range, RangeKind, Text, Value};

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
            crate::text::append(run, &mut text, &interpolated(run, value)?)?;
            held.push(value.clone());
        }
    }
    let lazy = held.iter().any(|value| {
        matches!(
            value,
            Value::List(_) | Value::Map(_) | Value::Object(_) | Value::Closure(_)
        )
    });
    run.room_for_text(text.len())?;
    Ok(Value::GString(Arc::new(GString {
        lazy,
        strings,
        values: held,
        text: text.into(),
    })))
}

/// What a value in a GString is there: a closure without parameters is called for its value.
fn interpolated(run: &Run<'_>, value: &Value) -> Outcome<Value> {
    match value {
        Value::Closure(closure) if closure.signature.types.is_empty() => {
            crate::call::invoke(run, value, &[])
        }
        other => Ok(other.clone()),
    }
}

/// The text of a GString as it is now: while the script runs, values in it may change.
pub(crate) fn current_text(run: &Run<'_>, gstring: &GString) -> Outcome<Text> {
    let calls = |value: &Value| matches!(value, Value::Closure(_));
    if !gstring.lazy || run.native.is_none() && gstring.values.iter().any(calls) {
        return Ok(gstring.text.clone());
    }
    let mut text = String::new();
    run.deeper(|| {
        for (position, string) in gstring.strings.iter().enumerate() {
            text.push_str(string);
            if let Some(value) = gstring.values.get(position) {
                crate::text::append(run, &mut text, &interpolated(run, value)?)?;
            }
        }
        run.room_for_text(text.len())
    })?;
    Ok(text.into())
}

/// A GString that no later change reaches.
pub(crate) fn settled(run: &Run<'_>, value: Value) -> Outcome<Value> {
    match &value {
        Value::GString(gstring) if gstring.lazy => Ok(Value::GString(Arc::new(GString {
            lazy: false,
            strings: gstring.strings.clone(),
            values: gstring.values.clone(),
            text: current_text(run, gstring)?,
        }))),
        _ => Ok(value),
    }
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

/// An iterator over values.
pub(crate) fn iterator(items: Vec<Value>) -> Value {
    Value::object(Object::Iterator {
        items,
        next: 0.into(),
    })
}
