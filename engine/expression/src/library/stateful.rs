//! Builders and matchers: objects that functions change.

use crate::call::mismatch;
use crate::error::{Kind, Outcome, fail};
use crate::regex::{find_at, matches, slice};
use crate::run::{Run, lock};
use crate::value::{Object, Value};

/// Replaces the text of a builder; `None` is an index out of range.
pub(crate) fn rewrite(
    run: &Run<'_>,
    this: &Value,
    change: impl FnOnce(&str) -> Option<String>,
) -> Outcome<Value> {
    let Value::Object(object) = this else {
        return mismatch();
    };
    let Object::StringBuilder(text) = &**object else {
        return mismatch();
    };
    let changed = change(&lock(text));
    match changed {
        Some(changed) => {
            run.room_for_text(changed.len())?;
            *lock(text) = changed;
            Ok(this.clone())
        }
        None => fail(Kind::Index, "the position is outside the text"),
    }
}

/// Where a matcher looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Search {
    Next,
    Start,
    Whole,
}

/// Moves a matcher; false when nothing is found.
pub(crate) fn matcher_step(run: &Run<'_>, this: &Value, search: Search) -> Outcome<Value> {
    let Value::Object(object) = this else {
        return mismatch();
    };
    let Object::Matcher {
        pattern: Value::Pattern(pattern),
        text,
        state,
    } = &**object
    else {
        return mismatch();
    };
    let mut state = lock(state);
    let found = match search {
        Search::Whole => matches(run, pattern, text)?,
        Search::Start => {
            let groups = find_at(run, pattern, text, 0)?;
            groups.filter(|groups| {
                groups
                    .first()
                    .copied()
                    .flatten()
                    .is_some_and(|it| it.0 == 0)
            })
        }
        Search::Next if state.position > text.len() => None,
        Search::Next => find_at(run, pattern, text, state.position)?,
    };
    match found {
        Some(groups) => {
            let (start, end) = groups.first().copied().flatten().unwrap_or((0, 0));
            let width = text
                .get(end..)
                .and_then(|rest| rest.chars().next())
                .map_or(1, char::len_utf8);
            state.position = if end > start { end } else { end + width };
            state.groups = groups;
            Ok(Value::Boolean(true))
        }
        None => {
            state.groups.clear();
            Ok(Value::Boolean(false))
        }
    }
}

/// A group of the last match.
pub(crate) fn matcher_group(this: &Value, index: i32) -> Outcome<Value> {
    let Value::Object(object) = this else {
        return mismatch();
    };
    let Object::Matcher { text, state, .. } = &**object else {
        return mismatch();
    };
    let state = lock(state);
    if state.groups.is_empty() {
        return fail(Kind::Other, "the matcher has found nothing yet");
    }
    match usize::try_from(index)
        .ok()
        .and_then(|at| state.groups.get(at))
    {
        Some(group) => Ok(slice(text, *group).map_or(Value::Null, Value::string)),
        None => fail(Kind::Index, format!("the pattern has no group {index}")),
    }
}
