//! Regular expressions with Java's syntax, run with a bound on backtracking.

mod translate;

use std::sync::Arc;

use fancy_regex::RegexBuilder;

use crate::error::{EvalError, Kind, Outcome, fail};
use crate::run::{Run, limit, lock};
use crate::value::{MatcherState, Object, Pattern, Text, Value};

/// The longest pattern in bytes.
const LONGEST: usize = 10_000;
/// What a compiled pattern may take: a class of Unicode a hundred times over takes a fifth of it.
const COMPILED_BYTES: usize = 4 * 1024 * 1024;
/// How many patterns one evaluation keeps compiled.
const REMEMBERED: usize = 32;

/// The longest pattern that costs the same for each letter, in bytes.
const SHORT: usize = 500;
/// The longest text in bytes that each letter of it may look through to the end.
const FARTHEST_LOOK: usize = 8 * 1024;

/// Whether a pattern looks ahead without an end.
fn looks_far(source: &str) -> bool {
    ["(?=", "(?!"].into_iter().any(|look| {
        source.match_indices(look).any(|(at, _)| {
            let mut open = 0_usize;
            let inside = source.bytes().skip(at).take_while(|byte| {
                match byte {
                    b'(' => open += 1,
                    b')' => open = open.saturating_sub(1),
                    _ => {}
                }
                open > 0
            });
            inside
                .skip(look.len())
                .any(|byte| matches!(byte, b'*' | b'+' | b','))
        })
    })
}

/// The bytes of a match and of its groups; groups that took no part are `None`.
pub(crate) type Groups = Vec<Option<(usize, usize)>>;

/// Compiles a Java pattern.
pub(crate) fn compile(run: &Run<'_>, source: &str) -> Outcome<Arc<Pattern>> {
    if let Some(known) = lock(&run.state.patterns).get(source) {
        run.charge(1 + source.len() / 64)?;
        return Ok(Arc::clone(known));
    }
    if source.len() > LONGEST {
        return limit("a regular expression is too long");
    }
    run.charge(effort_of(source))?;
    if translate::repeats_nothing(source) {
        return no_pattern(source);
    }
    if translate::folds_in_class(source) {
        return fail(
            Kind::Unsupported,
            "`(?i)` over a class with letters beyond ASCII is not supported",
        );
    }
    let translated = translate::translate(source);
    match RegexBuilder::new(&translated)
        .backtrack_limit(run.limits().regex_steps)
        .delegate_size_limit(COMPILED_BYTES)
        .delegate_dfa_size_limit(COMPILED_BYTES)
        .build()
    {
        Ok(regex) => {
            let pattern = Arc::new(Pattern {
                source: Text::from(source),
                regex,
            });
            let mut known = lock(&run.state.patterns);
            if known.len() >= REMEMBERED {
                known.clear();
            }
            known.insert(Text::from(source), Arc::clone(&pattern));
            Ok(pattern)
        }
        Err(error) if is_too_large(&error) => limit("a regular expression is too large"),
        Err(_) => no_pattern(source),
    }
}

fn no_pattern<T>(source: &str) -> Outcome<T> {
    let message = format!("`{source}` is not a regular expression");
    Err(Box::new(
        EvalError::new(Kind::Other, message).thrown_as("java.util.regex.PatternSyntaxException"),
    ))
}

/// Whether a pattern is refused for its size only.
fn is_too_large(error: &fancy_regex::Error) -> bool {
    let fancy_regex::Error::CompileError(error) = error else {
        return false;
    };
    matches!(
        &**error,
        fancy_regex::CompileError::InnerError(error) if error.size_limit().is_some()
    )
}

/// Units of work to compile a pattern: classes of Unicode are large, and a counted repetition
/// writes its part out so many times.
fn effort_of(source: &str) -> usize {
    const BASE: usize = 200;
    const SIGN: usize = 8;
    const CLASS: usize = 1_500;
    let folded = if source.contains("(?i") || source.contains("(?u") {
        8
    } else {
        1
    };
    let mut open = Vec::new();
    let (mut sum, mut last) = (0_usize, 0_usize);
    let mut letters = source.chars().peekable();
    while let Some(letter) = letters.next() {
        let next = match letter {
            '\\' => match letters.next() {
                Some('w' | 'W' | 'b' | 'B' | 'p' | 'P' | 'D' | 'S' | 's') => CLASS,
                _ => SIGN,
            },
            '(' | '[' => {
                open.push(sum.saturating_add(last));
                (sum, last) = (0, 0);
                continue;
            }
            ')' | ']' => {
                let inner = sum.saturating_add(last).saturating_add(2 * SIGN);
                sum = open.pop().unwrap_or(0);
                last = inner;
                continue;
            }
            '{' => {
                let mut most = 1_usize;
                let mut count = 0_usize;
                while let Some(digit) = letters.next_if(|it| it.is_ascii_digit() || *it == ',') {
                    count = match digit.to_digit(10) {
                        Some(digit) => count.saturating_mul(10).saturating_add(digit as usize),
                        None => 0,
                    };
                    most = most.max(count);
                }
                last = last.saturating_mul(most);
                continue;
            }
            _ => SIGN,
        };
        sum = sum.saturating_add(last);
        last = next.saturating_mul(folded);
    }
    let parts = open.iter().fold(sum, |all, part| all.saturating_add(*part));
    BASE.saturating_add(parts).saturating_add(last)
}

fn failed<T>(error: &fancy_regex::Error) -> Outcome<T> {
    match error {
        fancy_regex::Error::RuntimeError(_) => limit("a regular expression backtracks too much"),
        _ => fail(Kind::Other, "a regular expression cannot be used"),
    }
}

/// Where the pattern matches at or after a byte, with its groups.
pub(crate) fn find_at(
    run: &Run<'_>,
    pattern: &Pattern,
    text: &str,
    from: usize,
) -> Outcome<Option<Groups>> {
    let rest = text.len().saturating_sub(from);
    run.charge(2 + rest / 64)?;
    if pattern.source.len() > SHORT {
        // Each letter may try every sign of the pattern.
        run.charge(rest.saturating_mul(pattern.source.len()) / 64)?;
    }
    if rest > FARTHEST_LOOK && looks_far(&pattern.source) {
        return limit("a regular expression looks around in too long a text");
    }
    match pattern.regex.captures_from_pos(text, from) {
        Ok(None) => {
            run.charge(rest / 8)?;
            Ok(None)
        }
        Ok(Some(found)) => {
            let end = found.get(0).map_or(text.len(), |whole| whole.end());
            run.charge(found.len() + end.saturating_sub(from) / 8)?;
            let groups = (0..found.len()).map(|group| found.get(group));
            let groups = groups.map(|group| group.map(|it| (it.start(), it.end())));
            Ok(Some(groups.collect()))
        }
        Err(error) => failed(&error),
    }
}

/// Every match in turn, each with its groups.
pub(crate) fn find_all(run: &Run<'_>, pattern: &Pattern, text: &str) -> Outcome<Vec<Groups>> {
    let mut found = Vec::new();
    let mut from = 0;
    while from <= text.len() {
        let Some(groups) = find_at(run, pattern, text, from)? else {
            break;
        };
        let Some(Some((start, end))) = groups.first().copied() else {
            break;
        };
        from = if end > start {
            end
        } else {
            next_boundary(text, end)
        };
        found.push(groups);
        run.room_for_items(found.len())?;
    }
    Ok(found)
}

fn next_boundary(text: &str, from: usize) -> usize {
    let width = text
        .get(from..)
        .and_then(|rest| rest.chars().next())
        .map_or(1, char::len_utf8);
    from + width
}

/// Whether the whole text matches.
pub(crate) fn matches(run: &Run<'_>, pattern: &Pattern, text: &str) -> Outcome<Option<Groups>> {
    let anchored = compile(run, &format!("\\A(?:{})\\z", pattern.source))?;
    find_at(run, &anchored, text, 0)
}

/// The groups of one match as text; groups that took no part are `None`.
pub(crate) fn slice(text: &str, group: Option<(usize, usize)>) -> Option<&str> {
    group.and_then(|(start, end)| text.get(start..end))
}

/// Java's replacement text: `$1`, `${name}`, `\x`.
fn expand(
    out: &mut String,
    replacement: &str,
    text: &str,
    groups: &[Option<(usize, usize)>],
) -> Outcome<()> {
    let mut letters = replacement.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => match letters.next() {
                Some(next) => out.push(next),
                None => {
                    return fail(Kind::Other, "a replacement ends in a backslash");
                }
            },
            '$' => {
                let Some(mut group) = letters.peek().and_then(|digit| digit.to_digit(10)) else {
                    return fail(Kind::Other, "a replacement names no group after `$`");
                };
                letters.next();
                while let Some(digit) = letters.peek().and_then(|digit| digit.to_digit(10)) {
                    if group * 10 + digit >= groups.len() as u32 {
                        break;
                    }
                    group = group * 10 + digit;
                    letters.next();
                }
                let Some(group) = groups.get(group as usize) else {
                    return fail(Kind::Index, format!("the pattern has no group {group}"));
                };
                out.push_str(slice(text, *group).unwrap_or(""));
            }
            other => out.push(other),
        }
    }
    Ok(())
}

/// `String.replaceAll` and `replaceFirst`.
pub(crate) fn replace(
    run: &Run<'_>,
    text: &str,
    pattern: &Pattern,
    replacement: &str,
    first_only: bool,
) -> Outcome<Value> {
    let mut out = String::new();
    let mut copied = 0;
    for groups in find_all(run, pattern, text)? {
        let Some(Some((start, end))) = groups.first().copied() else {
            break;
        };
        out.push_str(text.get(copied..start).unwrap_or_default());
        expand(&mut out, replacement, text, &groups)?;
        copied = end;
        run.room_for_text(out.len() / 8)?;
        if out.len() > run.limits().string_bytes {
            return limit("a string grows too long");
        }
        if first_only {
            break;
        }
    }
    out.push_str(text.get(copied..).unwrap_or_default());
    run.text(out)
}

/// The text without its first match.
pub(crate) fn replace_first(
    run: &Run<'_>,
    text: &str,
    pattern: &Pattern,
    replacement: &str,
) -> Outcome<Value> {
    replace(run, text, pattern, replacement, true)
}

/// `String.split(regex, limit)` of Java 8: no empty first piece from a match of width zero, no
/// empty pieces at the end unless a limit is given.
pub(crate) fn split(
    run: &Run<'_>,
    text: &str,
    pattern: &Pattern,
    pieces: i32,
) -> Outcome<Vec<Value>> {
    let mut out: Vec<Value> = Vec::new();
    let mut copied = 0;
    for groups in find_all(run, pattern, text)? {
        let Some(Some((start, end))) = groups.first().copied() else {
            break;
        };
        if pieces > 0 && out.len() as i64 == i64::from(pieces) - 1 {
            break;
        }
        if end == 0 || start == end && start >= text.len() {
            continue;
        }
        out.push(Value::string(text.get(copied..start).unwrap_or_default()));
        copied = end;
    }
    run.room_for_text(text.len())?;
    if copied == 0 && out.is_empty() {
        return Ok(vec![Value::string(text)]);
    }
    out.push(Value::string(text.get(copied..).unwrap_or_default()));
    if pieces == 0 {
        while out.last().is_some_and(|last| last.as_str() == Some("")) {
            out.pop();
        }
    }
    Ok(out)
}

/// The text that a pattern matches when it has no operator: itself, or an escaped sign.
pub(crate) fn literal(source: &str) -> Option<&str> {
    const OPERATORS: &[char] = &[
        '.', '$', '|', '(', ')', '[', ']', '{', '}', '^', '?', '*', '+', '\\',
    ];
    match source.as_bytes() {
        [] => None,
        [b'\\', sign] if sign.is_ascii_punctuation() => source.get(1..),
        _ => (!source.contains(OPERATORS)).then_some(source),
    }
}

/// The pieces around a literal text, by the rules of [`split`].
pub(crate) fn split_literal(
    run: &Run<'_>,
    text: &str,
    literal: &str,
    pieces: i32,
) -> Outcome<Vec<Value>> {
    run.room_for_text(text.len())?;
    let mut out: Vec<Value> = Vec::with_capacity(4);
    let mut copied = 0;
    for (start, found) in text.match_indices(literal) {
        if pieces > 0 && out.len() as i64 == i64::from(pieces) - 1 {
            break;
        }
        if out.len() >= run.limits().collection_items {
            return limit("a list or map grows too large");
        }
        run.charge(1)?;
        out.push(Value::string(text.get(copied..start).unwrap_or_default()));
        copied = start + found.len();
    }
    if copied == 0 {
        return Ok(vec![Value::string(text)]);
    }
    out.push(Value::string(text.get(copied..).unwrap_or_default()));
    if pieces == 0 {
        while out.last().is_some_and(|last| last.as_str() == Some("")) {
            out.pop();
        }
    }
    Ok(out)
}

/// `text =~ pattern`
pub(crate) fn matcher(run: &Run<'_>, text: &Value, pattern: &Value) -> Outcome<Value> {
    let pattern = match pattern {
        Value::Pattern(_) => pattern.clone(),
        other => Value::Pattern(compile(run, &crate::text::to_text(run, other)?)?),
    };
    let text = crate::text::to_text(run, text)?;
    Ok(Value::object(Object::Matcher {
        pattern,
        text,
        state: MatcherState::default().into(),
    }))
}

/// The truth of a matcher: whether it finds anything from the start.
pub(crate) fn find_from_start(run: &Run<'_>, object: &Object) -> bool {
    let Object::Matcher {
        pattern: Value::Pattern(pattern),
        text,
        state,
    } = object
    else {
        return false;
    };
    match find_at(run, pattern, text, 0) {
        Ok(Some(groups)) => {
            let mut state = lock(state);
            state.position = groups.first().copied().flatten().map_or(0, |(_, end)| end);
            state.groups = groups;
            true
        }
        _ => false,
    }
}
