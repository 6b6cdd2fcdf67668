//! The values of the paths around a failing part, secrets masked and long ones cut.
//!
//! A secret is recognised by a name on its path or by its own looks; values that the context was
//! given as secrets are masked by the context besides.

use std::collections::BTreeSet;

use bindery_diagnostics::is_secret_name;
use bindery_grammar::ast::Script;
use bindery_grammar::{free_names, walk_expressions};

use super::cut;
use crate::ask::{Path, SegmentKey};
use crate::context::Context;
use crate::error::EvalError;
use crate::value::{MapKind, Value};

/// More values than this are not worth reading.
const MOST_VALUES: usize = 4;

/// Parts of names besides the usual ones whose values are not worth the risk of showing them; "key" alone
/// covers the many spellings of API keys.
const CAUTIOUS: [&str; 6] = ["key", "auth", "jwt", "session", "signature", "private"];

/// Beginnings and parts of values that look like secrets wherever they stand.
const SECRET_LOOKS: [&str; 8] = [
    "bearer ", "basic ", "eyj", "token", "secret", "password", "api_key", "apikey",
];

pub(super) fn explain(script: &Script, context: &Context, error: &mut EvalError) {
    let roots = free_names(script);
    let mut paths: Vec<Path> = Vec::new();
    walk_expressions(script, &mut |expression| {
        // Outer before inner: a path inside the last one is a part of it.
        let inside = paths
            .last()
            .is_some_and(|last| super::within(&expression.span.range(), &last.span));
        if !inside
            && let Some(path) = Path::of(expression)
            && roots.contains(path.root.as_str())
        {
            paths.push(path);
        }
    });
    mask_secrets(&paths, context, error);
    paths.sort_by_key(|path| path.span.start.abs_diff(error.span.start));
    let mut seen = BTreeSet::new();
    let mut shown = Vec::new();
    for path in &paths {
        if shown.len() == MOST_VALUES {
            break;
        }
        let Some((path, value)) = look(context, path) else {
            continue;
        };
        let name = path.to_string();
        let says = |what: &str| error.message.contains(&format!("`{name}` is {what}"));
        let bound = matches!(&value, Value::Map(map) if matches!(map.kind(), MapKind::Bound(_)));
        let said = bound || says("not ") || value.is_null() && says("null");
        if !said && seen.insert(name.clone()) {
            shown.push((
                path.span.start,
                format!("`{name}` is {}", describe(&path, &value)),
            ));
        }
    }
    shown.sort();
    let notes = shown.into_iter().map(|(_, note)| context.mask(&note));
    error.notes.extend(notes);
}

/// A message may quote the value that it is about.
fn mask_secrets(paths: &[Path], context: &Context, error: &mut EvalError) {
    for path in paths.iter().filter(|path| is_secret(path)) {
        if let Some((_, value)) = look(context, path)
            && value.as_str().is_some()
        {
            let secrets = Context::new().with_secret("secret", value);
            error.message = secrets.mask(&error.message);
            error.help = error.help.take().map(|help| secrets.mask(&help));
        }
    }
}

/// The value of a path, or of its longest part that is not null; `None` when nothing binds its root.
fn look(context: &Context, path: &Path) -> Option<(Path, Value)> {
    let mut value = context.get(&path.root)?.clone();
    for (at, segment) in path.segments.iter().enumerate() {
        let next = match (&segment.key, &value) {
            (_, Value::Null) => return Some((path.prefix(at), value)),
            (SegmentKey::Name(name), Value::Map(map)) => map.peek(name).unwrap_or_default(),
            (SegmentKey::Index(index), Value::List(list)) => {
                let index = usize::try_from(*index).ok();
                list.peek_with(|items| index.and_then(|at| items.get(at)).cloned())
                    .unwrap_or_default()
            }
            _ => return Some((path.prefix(at), value)),
        };
        value = next;
    }
    Some((path.clone(), value))
}

fn describe(path: &Path, value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Boolean(_) => value.to_text(),
        _ if is_secret(path) => "•••".to_owned(),
        Value::List(list) => counted("a list", list.peek_with(<[Value]>::len)),
        Value::Map(map) => counted("a map", map.snapshot().len()),
        _ => {
            let text = value.to_text();
            if looks_secret(&text) {
                "•••".to_owned()
            } else if value.as_str().is_some() {
                format!("`'{}'`", cut(&text))
            } else {
                format!("`{}`", cut(&text))
            }
        }
    }
}

fn counted(what: &str, count: usize) -> String {
    match count {
        0 => format!("{what} without entries"),
        1 => format!("{what} of 1 entry"),
        count => format!("{what} of {count} entries"),
    }
}

fn is_secret(path: &Path) -> bool {
    let names = path
        .segments
        .iter()
        .filter_map(|segment| match &segment.key {
            SegmentKey::Name(name) => Some(name.as_str()),
            SegmentKey::Index(_) => None,
        });
    std::iter::once(path.root.as_str())
        .chain(names)
        .any(is_delicate)
}

fn is_delicate(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    is_secret_name(name) || CAUTIOUS.iter().any(|word| lower.contains(word))
}

fn looks_secret(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    SECRET_LOOKS.iter().any(|look| text.contains(look))
        || text.contains("://") && text.contains(['?', '@'])
        || is_opaque(&text)
}

/// One long word of letters and digits: a generated key, a hash, an identifier at best.
fn is_opaque(text: &str) -> bool {
    const SHORTEST: usize = 20;
    let of_keys = |byte: u8| byte.is_ascii_alphanumeric() || b"-_+/=.~".contains(&byte);
    text.len() >= SHORTEST
        && text.bytes().all(of_keys)
        && text.bytes().any(|byte| byte.is_ascii_digit())
        && text.bytes().any(|byte| byte.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_known_by_their_names_and_their_looks() {
        for name in [
            "accessToken",
            "PASSWORD",
            "apiKey",
            "client_secret",
            "Authorization",
        ] {
            assert!(is_delicate(name), "{name}");
        }
        assert!(!is_delicate("email"));
        for text in [
            "Bearer abc",
            "9f86d081884c7d659a2feaa0c55ad015",
            "https://h.test/x?sig=1",
            "https://u:p@h.test",
        ] {
            assert!(looks_secret(text), "{text}");
        }
        for text in [
            "Ann",
            "ada.lovelace@example.com",
            "https://h.test/users/5",
            "a longer text 5",
        ] {
            assert!(!looks_secret(text), "{text}");
        }
    }
}
