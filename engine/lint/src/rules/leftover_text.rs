//! `B3037 leftover-text`: text that stood for something its author wanted to fill in.
//!
//! Placeholders of the dialect (`@NAME@`, `<NAME>`) are parameters and another rule's business. An
//! initial `accessToken` is left alone: samples put a dummy there that is never sent.

use bindery_definition::Text;
use bindery_diagnostics::{Diagnostic, codes};
use bindery_grammar::ast::Part;

use crate::authentications::authentications;
use crate::calls::texts_of_body;
use crate::requests::requests;

use super::Subject;

rule!(LEFTOVER_TEXT, "leftover-text");

/// Words that stand for a value, in lower case; letters and digits around them make other words.
const WORDS: [&str; 10] = [
    "changeme",
    "change_me",
    "change-me",
    "replaceme",
    "replace_me",
    "replace-me",
    "todo",
    "fixme",
    "tbd",
    "yourcompany",
];

/// Beginnings of words that stand for a value: `your_tenant`, `your-domain`.
const BEGINNINGS: [&str; 4] = ["your_", "your-", "<your", "my_tenant"];

/// Hosts that RFC 2606 gives to examples.
const HOSTS: [&str; 3] = ["example.com", "example.org", "example.net"];

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    for authentication in authentications(subject.definition) {
        let parts = authentication.properties.values();
        let flat = authentication.flat_parameters.values();
        let tokens = authentication
            .access_token
            .iter()
            .chain(&authentication.refresh_token);
        for text in parts.chain(flat).chain(tokens) {
            let range = text.literal().as_deref().and_then(half_placeholder);
            found.extend(range.map(|range| report(text, range)));
        }
    }
    for request in requests(subject.definition) {
        if let Some(url) = request.url {
            found.extend(look(url, true));
        }
        let headers = request.headers.iter().map(|h| &h.value);
        let mut texts: Vec<&Text> = headers.collect();
        texts.extend(request.body.into_iter().flat_map(texts_of_body));
        found.extend(texts.into_iter().filter_map(|t| look(t, false)));
    }
}

fn look(text: &Text, is_url: bool) -> Option<Diagnostic> {
    let raw = text.raw();
    for part in &text.template()?.parts {
        let Part::Literal { span, .. } = part else {
            continue;
        };
        let literal = raw.get(span.range()).unwrap_or_default();
        let Some(range) = leftover(literal, is_url) else {
            continue;
        };
        return Some(report(
            text,
            span.start + range.start..span.start + range.end,
        ));
    }
    None
}

fn report(text: &Text, range: std::ops::Range<usize>) -> Diagnostic {
    let written = text.raw().get(range.clone()).unwrap_or_default();
    let is_host = written.contains('.');
    Diagnostic::new(
        codes::LEFTOVER_TEXT,
        if is_host {
            format!("`{written}` is a host for examples")
        } else {
            format!("`{written}` was left to be filled in")
        },
    )
    .at(text.place_of(range), "not a value of yours")
    .with_help("put the real value here, or write `@NAME@` and give it with --param")
}

/// A name in capitals with one `@` of two.
fn half_placeholder(text: &str) -> Option<std::ops::Range<usize>> {
    let is_name = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
    let (at, _) = text.char_indices().find(|(_, c)| *c == '@')?;
    if text.matches('@').count() != 1 {
        return None;
    }
    let after = text.get(at + 1..).unwrap_or_default();
    let end = after.find(|c| !is_name(c)).unwrap_or(after.len());
    let before = text.get(..at).unwrap_or_default();
    let start = before.rfind(|c| !is_name(c)).map_or(0, |i| i + 1);
    let (name, range) = match (before.get(start..).unwrap_or_default(), after.get(..end)?) {
        ("", name) => (name, at..at + 1 + name.len()),
        (name, "") => (name, start..at + 1),
        _ => return None,
    };
    let is_mark = name.len() >= 3 && name.contains(|c: char| c.is_ascii_uppercase());
    let (left, right) = (text.get(..range.start)?, text.get(range.end..)?);
    let ends = |c: Option<char>| c.is_none_or(|c| !c.is_ascii_alphanumeric());
    (is_mark && ends(left.chars().next_back()) && ends(right.chars().next())).then_some(range)
}

/// The first leftover of a text.
fn leftover(text: &str, is_url: bool) -> Option<std::ops::Range<usize>> {
    let lower = text.to_ascii_lowercase();
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    let mut start = 0;
    if let Some(range) = half_placeholder(text) {
        return Some(range);
    }
    for (at, c) in lower.char_indices().chain([(lower.len(), ' ')]) {
        if is_word(c) {
            continue;
        }
        let word = lower.get(start..at).unwrap_or_default();
        let is_xs = word.len() >= 4 && word.bytes().all(|b| b == b'x');
        if WORDS.contains(&word) || is_xs || BEGINNINGS.iter().any(|b| word.starts_with(b)) {
            return Some(start..at);
        }
        start = at + c.len_utf8();
    }
    if !is_url {
        return None;
    }
    let (_, rest) = lower.split_once("://")?;
    let host = rest.split(['/', '?', '#', ':']).next()?;
    let is_example = |h: &str| host == h || host.ends_with(&format!(".{h}"));
    let from = lower.len() - rest.len();
    HOSTS
        .iter()
        .any(|h| is_example(h))
        .then(|| from..from + host.len())
}
