//! Hides the values of secret-looking keys in an excerpt.
//!
//! `"client_secret": "abc"` shows as `"client_secret": "***"`, also where the quotes are escaped
//! because the JSON stands inside a string. A value that consists of a binding or a placeholder
//! alone stays visible. The excerpt keeps its length in bytes, so that carets stay in place.

/// Parts of key names whose values are hidden.
const SECRET_WORDS: [&str; 8] = [
    "password",
    "secret",
    "token",
    "apikey",
    "api_key",
    "passphrase",
    "skey",
    "private",
];

/// Keys that hold one of the words and still no secret.
const HARMLESS: [&str; 4] = [
    "tokentype",
    "responsepath",
    "tokenerror",
    "refreshtokencall",
];

/// The excerpt with secret values overwritten.
pub(super) fn veil(excerpt: &str) -> String {
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
            let Some(value) = value_after(document, key.close + 1) else {
                continue;
            };
            at = value.close + 1;
            let name = document.get(key.start..key.end).unwrap_or_default();
            let text = document.get(value.start..value.end).unwrap_or_default();
            if is_secret(name) && !is_placeholder(text) {
                bytes[value.start..value.end].fill(b'*');
            } else if text.contains('"') {
                documents.push((value.start, value.end));
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_default()
}

/// A run between two quotes, the quotes and their escaping left out.
struct Run {
    start: usize,
    end: usize,
    /// The closing quote, or the end of the text.
    close: usize,
}

fn is_secret(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    SECRET_WORDS.iter().any(|w| name.contains(w)) && !HARMLESS.iter().any(|w| name.contains(w))
}

fn is_placeholder(text: &str) -> bool {
    let text = text.trim_start_matches("Bearer ").trim();
    text.is_empty()
        || (text.starts_with("${") && text.ends_with('}'))
        || (text.starts_with('@') && text.ends_with('@'))
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

    #[test]
    fn a_secret_value_is_overwritten_at_any_depth_of_escaping() {
        assert_eq!(
            veil(r#"{"client_secret": "abc", "b": "c"}"#),
            r#"{"client_secret": "***", "b": "c"}"#
        );
        assert_eq!(
            veil(r#"{\"password\":\"p\\\"w\"}"#),
            r#"{\"password\":\"******\"}"#
        );
    }

    #[test]
    fn a_secret_inside_a_document_inside_a_string_is_overwritten() {
        assert_eq!(
            veil(r#"{"v": "{\"secret\":\"abc\",\"b\":\"c\"}", "token": "t"}"#),
            r#"{"v": "{\"secret\":\"***\",\"b\":\"c\"}", "token": "*"}"#
        );
    }

    #[test]
    fn bindings_placeholders_and_ordinary_keys_stay_visible() {
        let text = r#"{"password":"${password}","accessToken":"Bearer @TOKEN@","tokenType":"Bearer","url":"x"}"#;
        assert_eq!(veil(text), text);
    }

    #[test]
    fn a_secret_without_proper_quotes_is_overwritten() {
        assert_eq!(
            veil("{\"password\": hunter2, \"token\": “é”, \"secret\": null, \"b\": [1]}"),
            "{\"password\": *******, \"token\": ********, \"secret\": null, \"b\": [1]}"
        );
        assert_eq!(veil(r#"{\"apiKey\": k1\n}"#), r#"{\"apiKey\": **\n}"#);
    }

    #[test]
    fn an_unfinished_secret_is_hidden_to_the_end() {
        assert_eq!(veil(r#""apiKey": "abc"#), r#""apiKey": "***"#);
    }
}
