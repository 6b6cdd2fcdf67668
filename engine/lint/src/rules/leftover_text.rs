//! `B3037 leftover-text`: text that stood for something its author wanted to fill in.
//!
//! Placeholders of the dialect (`@NAME@`, `<NAME>`) are parameters and another rule's business. An
//! initial `accessToken` is left alone: samples put a dummy there that is never sent.

use bindery_definition::Text;
use bindery_diagnostics::{Diagnostic, codes};
use bindery_grammar::ast::Part;

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

fn run(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
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
        let written = literal.get(range.clone()).unwrap_or_default();
        let place = text.place_of(span.start + range.start..span.start + range.end);
        let is_host = written.contains('.');
        return Some(
            Diagnostic::new(
                codes::LEFTOVER_TEXT,
                if is_host {
                    format!("`{written}` is a host for examples")
                } else {
                    format!("`{written}` was left to be filled in")
                },
            )
            .at(place, "not a value of yours")
            .with_help("put the real value here, or write `@NAME@` and give it with --param"),
        );
    }
    None
}

/// The first leftover of a text.
fn leftover(text: &str, is_url: bool) -> Option<std::ops::Range<usize>> {
    let lower = text.to_ascii_lowercase();
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    let mut start = 0;
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
