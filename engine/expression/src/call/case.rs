//! What `in`, `switch`, `grep` and `==~` ask.

use std::sync::Arc;

use super::closure::invoke_closure;
use crate::error::Outcome;
use crate::run::Run;
use crate::value::{List, ListKind, Value};

/// `value ==~ pattern`
pub(crate) fn matches(run: &Run<'_>, value: &Value, pattern: &Value) -> Outcome<bool> {
    if value.is_null() || pattern.is_null() {
        return Ok(false);
    }
    let text = crate::text::to_text(run, value)?;
    let pattern = match pattern {
        Value::Pattern(pattern) => Arc::clone(pattern),
        other => crate::regex::compile(run, &crate::text::to_text(run, other)?)?,
    };
    Ok(crate::regex::matches(run, &pattern, &text)?.is_some())
}

/// `label.isCase(value)`, which `in`, `switch` and `grep` ask.
pub(crate) fn is_case(run: &Run<'_>, label: &Value, value: &Value) -> Outcome<bool> {
    match label {
        Value::Null => Ok(value.is_null()),
        Value::Class(class) => Ok(crate::access::is_class_case(value, class)),
        Value::Closure(closure) => {
            let result = invoke_closure(run, closure, std::slice::from_ref(value))?;
            Ok(crate::operator::truth(run, &result))
        }
        Value::Pattern(_) => matches(run, value, label),
        Value::Map(map) => {
            let found = run.lookup_key(map, &crate::value::Key::new(value.clone()));
            Ok(found.is_some_and(|found| crate::operator::truth(run, &found)))
        }
        Value::List(list) if !list.kind().is_array() => contains(run, list, value),
        Value::List(list) => {
            for item in run.items(list)? {
                if crate::operator::equal(run, &item, value)? {
                    return Ok(true);
                }
            }
            Ok(false)
        }
        Value::Range(range) => {
            run.charge(1)?;
            if let (Value::Integer(number), crate::value::RangeKind::Integers) = (value, range.kind)
            {
                let number = i64::from(*number);
                return Ok(!range.empty && range.from <= number && number <= range.to);
            }
            let items = crate::collection::walk(run, label)?;
            contains(run, &List::fresh(ListKind::ArrayList, items), value)
        }
        Value::String(_) | Value::GString(_) => match value {
            Value::Null => Ok(false),
            other => {
                let text = crate::text::to_text(run, other)?;
                let label = label.as_str().unwrap_or_default();
                Ok(crate::value::effort::same_text(&text, label))
            }
        },
        other => crate::operator::equal(run, other, value),
    }
}

/// `collection.contains(value)`, by Java's `equals`.
pub(crate) fn contains(run: &Run<'_>, list: &List, value: &Value) -> Outcome<bool> {
    let wanted = crate::value::Key::new(value.clone());
    let items = run.items(list)?;
    Ok(items
        .into_iter()
        .any(|item| crate::value::Key::new(item) == wanted))
}
