//! Builders and matchers: objects that functions change.

use crate::call::mismatch;
use crate::error::{EvalError, Kind, Outcome, fail};
use crate::regex::{find_at, matches, slice};
use crate::run::{Run, lock};
use crate::value::{Object, Text, Value};

/// Replaces the text of a builder; `None` is an index out of range.
pub(crate) fn rewrite(
    run: &Run<'_>,
    this: &Value,
    change: impl FnOnce(&str) -> Option<String>,
) -> Outcome<Value> {
    let Value::Object(object) = this else {
        return mismatch();
    };
    let Object::StringBuilder { text, .. } = &**object else {
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

/// An address as a `URI` or a `URL`.
pub(crate) fn address(text: &str, is_url: bool) -> Outcome<Value> {
    crate::uri::Uri::parse(text, is_url).map_or_else(
        || {
            let class = if is_url {
                "java.net.MalformedURLException"
            } else {
                "java.net.URISyntaxException"
            };
            let error = EvalError::new(Kind::Other, "the text is no address");
            Err(Box::new(error.thrown_as(class)))
        },
        |uri| Ok(Value::object(Object::Uri(uri))),
    )
}

/// The bytes of an argument that must be a `byte[]`.
pub(crate) fn byte_argument(run: &Run<'_>, value: &Value) -> Outcome<Option<Vec<u8>>> {
    match value {
        Value::List(_) => crate::encoding::bytes_of(run, value),
        _ => Ok(None),
    }
}

/// The letters of `a-z`, as `tr` reads them.
pub(crate) fn letter_range(text: &str) -> Outcome<Vec<char>> {
    let letters: Vec<char> = text.chars().collect();
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(first) = letters.get(at).copied() {
        match (letters.get(at + 1), letters.get(at + 2).copied()) {
            (Some('-'), Some(last)) if first <= last => {
                out.extend((first..=last).take(70_000));
                at += 3;
            }
            (Some('-'), Some(_)) => {
                return fail(
                    Kind::Unsupported,
                    "falling ranges of letters are not available",
                );
            }
            _ => {
                out.push(first);
                at += 1;
            }
        }
    }
    Ok(out)
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
    let (text, group) = group_of(this, index)?;
    Ok(slice(text, group).map_or(Value::Null, Value::string))
}

/// Where a group of the last match lies, counted in UTF-16 units; none where it took no part.
pub(crate) fn matcher_place(this: &Value, index: i32) -> Outcome<Option<(i32, i32)>> {
    let (text, group) = group_of(this, index)?;
    let units = |end: usize| {
        let before = text.get(..end).unwrap_or_default();
        before.encode_utf16().count() as i32
    };
    Ok(group.map(|(start, end)| (units(start), units(end))))
}

/// The text of a matcher, and where a group of the last match lies in it.
fn group_of(this: &Value, index: i32) -> Outcome<(&Text, Option<(usize, usize)>)> {
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
        Some(group) => Ok((text, *group)),
        None => fail(Kind::Index, format!("the pattern has no group {index}")),
    }
}
