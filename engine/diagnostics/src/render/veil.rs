//! Hides the values of secret-looking keys in an excerpt.
//!
//! `"client_secret": "abc"` shows as `"client_secret": "***"`, also where the quotes are escaped
//! because the JSON stands inside a string. A value that consists of a binding or a placeholder
//! alone stays visible. Secrets in ordinary text (a form, a URL, behind `Bearer`) are hidden too, and in
//! a ConnectionJSON everything that does not look harmless. The excerpt keeps its length in bytes, so that carets stay in place.

use std::ops::Range;

use crate::secrecy::is_secret_name;

/// Keys of a ConnectionJSON, and of what an export wraps around it, whose values are never secret.
const PLAIN: [&str; 21] = [
    "authtype",
    "url",
    "httpmethod",
    "httpparams",
    "httpcontenttype",
    "contenttype",
    "content-type",
    "accept",
    "granttype",
    "grant_type",
    "scope",
    "username",
    "errorpath",
    "method",
    "attributename",
    "attributekey",
    "encryptedattributevalue",
    "connectionname",
    "externalconnectiontype",
    "tokentype",
    "responsepath",
];

/// Whose words an excerpt shows.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Holds {
    /// Any document: what looks secret is hidden.
    Anything,
    /// A ConnectionJSON, which is made of secrets: what does not look harmless is hidden.
    Credentials,
}

/// The excerpt with secret values overwritten.
pub(super) fn veil(excerpt: &str, holds: Holds) -> String {
    let mut bytes = excerpt.as_bytes().to_vec();
    // A value may itself hold an escaped document, which is then read as one.
    let mut documents = vec![(0, excerpt.len())];
    while let Some((start, end)) = documents.pop() {
        let Some(document) = excerpt.get(..end) else {
            continue;
        };
        let mut at = start;
        while let Some(key) = quoted(document, at) {
            at = key.close + 1;
            let name = document.get(key.start..key.end).unwrap_or_default();
            let value = value_after(document, key.close + 1);
            if value.is_none() && is_key(document, key.close + 1) {
                continue;
            }
            // What no colon follows is an element of a list, or the whole document.
            let (name, value) = match value {
                Some(value) => (name, value),
                None => ("", key),
            };
            at = value.close + 1;
            let text = document.get(value.start..value.end).unwrap_or_default();
            if text.contains('"') && !is_secret_name(name) {
                documents.push((value.start, value.end));
            } else if is_hidden(name, text, holds) {
                bytes[value.start..value.end].fill(b'*');
            }
        }
    }
    for hidden in in_text(excerpt) {
        bytes[hidden].fill(b'*');
    }
    String::from_utf8(bytes).unwrap_or_default()
}

/// The parts of a value that are secret, going by its key and its own text; a value of a
/// `ConnectionJSON` that does not look harmless is secret as a whole. Bindings and placeholders are
/// not.
#[must_use]
pub fn secret_parts(key: &str, text: &str, in_connection: bool) -> Vec<Range<usize>> {
    let holds = if in_connection {
        Holds::Credentials
    } else {
        Holds::Anything
    };
    if text.trim().is_empty() || !is_hidden(key, text, holds) {
        return in_text(text);
    }
    // The scheme of a header says nothing secret.
    let start = match text.split_once(' ') {
        Some((scheme, rest)) if !rest.is_empty() && ["Bearer", "Basic"].contains(&scheme) => {
            scheme.len() + 1
        }
        _ => 0,
    };
    std::iter::once(start..text.len()).collect()
}

fn is_hidden(name: &str, text: &str, holds: Holds) -> bool {
    match holds {
        Holds::Anything => is_secret_name(name) && !is_placeholder(text),
        Holds::Credentials => {
            let plain = PLAIN.iter().any(|p| p.eq_ignore_ascii_case(name));
            !plain && (!is_placeholder(text) || text.contains('\''))
        }
    }
}

/// The secrets that stand in ordinary text: `client_secret=abc`, `Bearer abc`, `https://user:abc@`.
fn in_text(text: &str) -> Vec<Range<usize>> {
    let ends = |c: char| c.is_whitespace() || "&\"'\\,;<>{}".contains(c);
    let mut found = Vec::new();
    for (at, _) in text.match_indices('=') {
        let name = text.get(..at).unwrap_or_default();
        let from = name
            .rfind(|c: char| !(c.is_ascii_alphanumeric() || "_-.".contains(c)))
            .map_or(0, |i| i + 1);
        if is_secret_name(name.get(from..).unwrap_or_default()) {
            found.push(at + 1);
        }
    }
    for scheme in ["Bearer ", "Basic "] {
        found.extend(text.match_indices(scheme).map(|(at, _)| at + scheme.len()));
    }
    for (at, _) in text.match_indices("://") {
        let rest = text.get(at + 3..).unwrap_or_default();
        let host = rest.find(|c: char| c == '/' || c == '?' || ends(c));
        let authority = rest.get(..host.unwrap_or(rest.len())).unwrap_or_default();
        if let (Some(colon), Some(_)) = (authority.find(':'), authority.rfind('@')) {
            found.push(at + 3 + colon + 1);
        }
    }
    let value = |start: usize| {
        let rest = text.get(start..)?;
        let mut length = rest.find(ends).unwrap_or(rest.len());
        let word = rest.get(..length)?;
        if let Some(end) = word.find('@').filter(|end| *end > 0) {
            length = end;
        }
        let plain = word.starts_with(['$', '@', '=']) || length == 0;
        (!plain).then_some(start..start + length)
    };
    found.into_iter().filter_map(value).collect()
}

/// Whether the run before `end` names a member.
fn is_key(text: &str, end: usize) -> bool {
    let rest = text.get(end..).unwrap_or_default();
    rest.trim_start().starts_with(':')
}

/// A run between two quotes, the quotes and their escaping left out.
struct Run {
    start: usize,
    end: usize,
    /// The closing quote, or the end of the text.
    close: usize,
}

fn is_placeholder(text: &str) -> bool {
    let text = match text.split_once(' ') {
        Some((scheme, rest)) if scheme.chars().all(|c| c.is_ascii_alphabetic()) => rest.trim(),
        _ => text.trim(),
    };
    // A binding is the author's code, also where it is broken.
    text.is_empty()
        || text.starts_with("${")
        || text.starts_with("$<")
        || (text.len() > 1 && text.starts_with('@') && text.ends_with('@'))
}

/// The next quoted run at or after `from`. Its closing quote is the next one that is escaped as
/// deeply as the opening one; an unfinished run ends with the excerpt.
fn quoted(text: &str, from: usize) -> Option<Run> {
    let rest = text.get(from..)?;
    let open = from + rest.find('"')?;
    let depth = escapes_before(text, open);
    let start = open + 1;
    let mut at = start;
    while let Some(found) = text.get(at..).and_then(|t| t.find('"')) {
        let close = at + found;
        let here = escapes_before(text, close);
        if here <= depth {
            return Some(Run {
                start,
                end: (close - here).max(start),
                close,
            });
        }
        at = close + 1;
    }
    Some(Run {
        start,
        end: text.len(),
        close: text.len(),
    })
}

fn escapes_before(text: &str, at: usize) -> usize {
    text.as_bytes()
        .iter()
        .take(at)
        .rev()
        .take_while(|b| **b == b'\\')
        .count()
}

/// The scalar after a key, where a colon follows the key. A value whose quotes were forgotten, or are
/// typographic, is no less a secret: it reaches to the next delimiter.
fn value_after(text: &str, key_end: usize) -> Option<Run> {
    let rest = text.get(key_end..)?;
    let value = rest.trim_start().strip_prefix(':')?.trim_start();
    let start = text.len() - value.len();
    if value.trim_start_matches('\\').starts_with('"') {
        return quoted(text, start);
    }
    let end = value
        .find([',', '}', ']', '\r', '\n', '\\', '{', '['])
        .unwrap_or(value.len());
    let word = value.get(..end).unwrap_or_default().trim_end();
    let plain = matches!(word, "" | "true" | "false" | "null");
    (!plain).then_some(Run {
        start,
        end: start + word.len(),
        close: start + end,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        veil(text, Holds::Anything)
    }

    #[test]
    fn secrets_in_headers_forms_and_urls_are_overwritten() {
        for text in [
            r#"{"Authorization": "Basic abc"}"#,
            r#"{"Cookie": "sid=abc", "pwd": "abc"}"#,
            r#"{"httpParams": "grant_type=x&client_secret=abc&x=${x.}"}"#,
            r#"{\"url\": \"https://a.example/?api_key=abc&b=${x.}\"}"#,
            r#"{"url": "https://u:abc@a.example/"}"#,
            r#"{"v": "${'Bearer abc' + }"}"#,
        ] {
            let shown = shown(text);
            assert!(!shown.contains("abc"), "{shown}");
            assert_eq!(shown.len(), text.len());
        }
    }

    #[test]
    fn in_a_connection_json_only_the_harmless_stays_visible() {
        for text in [
            r#"{"authType": ["oauth2", "abc"], "strange": "abc"}"#,
            r#"{"encryptedattributevalue": "{\"authentications\": \"abc\"}"}"#,
            r#"{"v": "\"abc\""}"#,
            r#""abc""#,
            r#"{"x-auth": "abc", "a": "${'abc' + }", "strange": 123abc}"#,
        ] {
            let shown = veil(text, Holds::Credentials);
            assert!(!shown.contains("abc"), "{shown}");
        }
        let text =
            r#"{"authType": "oauth3", "url": "https://a.example/${x.}", "h": "Bearer ${t.}"}"#;
        assert_eq!(veil(text, Holds::Credentials), text);
    }

    #[test]
    fn a_secret_value_is_overwritten_at_any_depth_of_escaping() {
        assert_eq!(
            shown(r#"{"client_secret": "abc", "b": "c"}"#),
            r#"{"client_secret": "***", "b": "c"}"#
        );
        assert_eq!(
            shown(r#"{\"password\":\"p\\\"w\"}"#),
            r#"{\"password\":\"******\"}"#
        );
    }

    #[test]
    fn a_secret_inside_a_document_inside_a_string_is_overwritten() {
        assert_eq!(
            shown(r#"{"v": "{\"secret\":\"abc\",\"b\":\"c\"}", "token": "t"}"#),
            r#"{"v": "{\"secret\":\"***\",\"b\":\"c\"}", "token": "*"}"#
        );
    }

    #[test]
    fn bindings_placeholders_and_ordinary_keys_stay_visible() {
        let text = r#"{"password":"${password}","accessToken":"Bearer @TOKEN@","tokenType":"Bearer","url":"x"}"#;
        assert_eq!(shown(text), text);
    }

    #[test]
    fn a_secret_without_proper_quotes_is_overwritten() {
        assert_eq!(
            shown("{\"password\": hunter2, \"token\": “é”, \"secret\": null, \"b\": [1]}"),
            "{\"password\": *******, \"token\": ********, \"secret\": null, \"b\": [1]}"
        );
        assert_eq!(shown(r#"{\"apiKey\": k1\n}"#), r#"{\"apiKey\": **\n}"#);
    }

    #[test]
    fn an_unfinished_secret_is_hidden_to_the_end() {
        assert_eq!(shown(r#""apiKey": "abc"#), r#""apiKey": "***"#);
    }
}
