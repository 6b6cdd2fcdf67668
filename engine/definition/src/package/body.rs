//! Bodies: the string that EIC keeps, and the JSON that a person reads in a folder (design D10).
//!
//! `"httpParams": "{\"a\": \"${x}\"}"` stands in a folder as `"httpParams": {"a": "${x}"}`: the very
//! text of the string, without its escapes. A string is written as JSON only where packing gives the
//! same string back and the template means the same either way: it is JSON as it stands, on one line,
//! without a backslash, and its call says that the body is JSON. JSON that a person laid out over
//! several lines is packed onto one.

use std::ops::Range;

use crate::json::{Node, Value, compact, parse, quote};

const BODY: &str = "httpParams";
const CONTENT_TYPE: &str = "httpContentType";

/// An attribute's text with its bodies as JSON.
pub(super) fn expanded(text: &str) -> String {
    rewritten(text, |node| {
        let string = match &node.value {
            Value::String(string) => &string.text,
            _ => return None,
        };
        if string.contains(['\\', '\n', '\r']) || quote(string) != text.get(node.span())? {
            return None;
        }
        let body = parse(string);
        let root = body.root.filter(|_| body.problems.is_empty())?;
        let is_bracketed = matches!(root.value, Value::Object(_) | Value::Array(_));
        (is_bracketed && root.span() == (0..string.len())).then(|| string.to_string())
    })
}

/// An attribute's text with its bodies as strings.
pub(super) fn collapsed(text: &str) -> String {
    rewritten(text, |node| {
        if !matches!(node.value, Value::Object(_) | Value::Array(_)) {
            return None;
        }
        let written = text.get(node.span())?;
        Some(if written.contains(['\n', '\r']) {
            quote(&compact(text, node))
        } else {
            quote(written)
        })
    })
}

/// The text with some bodies replaced; unsound text stays as it is.
fn rewritten(text: &str, replace: impl Fn(&Node) -> Option<String>) -> String {
    let parsed = parse(text);
    let Some(root) = parsed.root.as_ref().filter(|_| parsed.is_sound()) else {
        return text.to_owned();
    };
    let mut edits = Vec::new();
    collect(root, &replace, &mut edits);
    edited(text, edits)
}

fn collect(
    node: &Node,
    replace: &impl Fn(&Node) -> Option<String>,
    edits: &mut Vec<(Range<usize>, String)>,
) {
    match &node.value {
        Value::Array(elements) => {
            for element in elements {
                collect(element, replace, edits);
            }
        }
        Value::Object(members) => {
            let is_json = node
                .get(CONTENT_TYPE)
                .and_then(Node::as_str)
                .is_some_and(|t| t.to_ascii_lowercase().contains("json"));
            for member in members {
                if member.key.text != BODY {
                    collect(&member.node, replace, edits);
                } else if is_json && let Some(text) = replace(&member.node) {
                    edits.push((member.node.span(), text));
                }
            }
        }
        _ => {}
    }
}

/// A text with ranges replaced; the ranges are in order and apart.
pub(super) fn edited(text: &str, edits: Vec<(Range<usize>, String)>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for (range, replacement) in edits {
        out.push_str(text.get(at..range.start).unwrap_or_default());
        out.push_str(&replacement);
        at = range.end;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_becomes_json_only_where_the_same_string_comes_back() {
        let readable = r#"{"httpParams": "{\"a\": \"${x}\", \"n\":1.50}", "httpContentType": "application/json"}"#;
        let file = expanded(readable);
        assert_eq!(
            file,
            r#"{"httpParams": {"a": "${x}", "n":1.50}, "httpContentType": "application/json"}"#
        );
        assert_eq!(collapsed(&file), readable);
        for kept in [
            r#"{"httpParams": "a=${x}", "httpContentType": "application/x-www-form-urlencoded"}"#,
            r#"{"httpParams": "{\"a\": ${x}}", "httpContentType": "application/json"}"#,
            r#"{"httpParams": " {\"a\": 1}", "httpContentType": "application/json"}"#,
            r#"{"httpParams": "{\"a\": \"${x == \\\"y\\\"}\"}", "httpContentType": "application/json"}"#,
            r#"{"httpParams": "{\"a\":\n1}", "httpContentType": "application/json"}"#,
            r#"{"httpParams": "{\u0022a\u0022:1}", "httpContentType": "application/json"}"#,
            r#"{"httpParams": "{\"a\": 1}"}"#,
        ] {
            assert_eq!(expanded(kept), kept);
        }
    }

    #[test]
    fn json_over_several_lines_is_packed_onto_one() {
        let text =
            "{\"httpParams\": {\n  \"a\": [1,\n 2]\n}, \"httpContentType\": \"application/json\"}";
        assert!(collapsed(text).contains(r#""{\"a\":[1,2]}""#));
    }
}
