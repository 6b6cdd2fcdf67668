//! Leaving credentials out of a package (design D10).
//!
//! A folder should hold parameters where secrets belong. Where an operator wrote the secret itself
//! into ConnectionJSON, a packed copy has a parameter named after the key instead. Bindings and
//! parameters stay as they are.

use std::ops::Range;

use bindery_diagnostics::render::secret_parts;

use crate::json::{Node, Value, parse, pointer, quote};

use super::body::edited;

/// Keys of credentials whose names do not say so.
const KEYS: &[&str] = &["key", "apikey", "client_secret", "pin"];

/// A credential that was left out.
pub(super) struct LeftOut {
    /// Its place in the text.
    pub span: Range<usize>,
    /// Its JSON pointer.
    pub path: String,
    /// The parameter that stands in its place.
    pub parameter: String,
}

/// The text without credentials, and what was left out. Text that is not sound stays as it is.
pub(super) fn left_out(text: &str) -> (String, Vec<LeftOut>) {
    let parsed = parse(text);
    let Some(root) = parsed.root.as_ref().filter(|_| parsed.is_sound()) else {
        return (text.to_owned(), Vec::new());
    };
    let mut edits = Vec::new();
    let mut found = Vec::new();
    collect(root, "", "", &mut edits, &mut found);
    (edited(text, edits), found)
}

fn collect(
    node: &Node,
    key: &str,
    path: &str,
    edits: &mut Vec<(Range<usize>, String)>,
    found: &mut Vec<LeftOut>,
) {
    match &node.value {
        Value::Object(members) => {
            for member in members {
                let path = pointer(path, &member.key.text);
                collect(&member.node, &member.key.text, &path, edits, found);
            }
        }
        Value::Array(elements) => {
            for (i, element) in elements.iter().enumerate() {
                collect(element, key, &format!("{path}/{i}"), edits, found);
            }
        }
        Value::String(string) => {
            if let Some((text, parameter)) = replaced(key, &string.text) {
                edits.push((node.span(), quote(&text)));
                found.push(LeftOut {
                    span: node.span(),
                    path: path.to_owned(),
                    parameter,
                });
            }
        }
        _ => {}
    }
}

/// A value without its secrets, and the parameter in their place.
fn replaced(key: &str, text: &str) -> Option<(String, String)> {
    if PLAIN.iter().any(|p| p.eq_ignore_ascii_case(key)) {
        return None;
    }
    let (inner, found) = if text.trim_start().starts_with('{') {
        left_out(text)
    } else {
        (String::new(), Vec::new())
    };
    if let Some(first) = found.into_iter().next() {
        return Some((inner, first.parameter));
    }
    let is_key = KEYS.iter().any(|k| k.eq_ignore_ascii_case(key));
    let parts = secret_parts(if is_key { "secret" } else { key }, text, false);
    if parts.is_empty() {
        return None;
    }
    let name: String = key
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || *c == '_')
        .collect();
    let parameter =
        if name.is_empty() || parts.iter().any(|p| p.start > 0 && !is_key) && name == "url" {
            "SECRET".to_owned()
        } else {
            name.to_ascii_uppercase()
        };
    let edits = parts
        .into_iter()
        .map(|part| (part, format!("@{parameter}@")))
        .collect();
    Some((edited(text, edits), parameter))
}

/// Keys that name places of secrets, not secrets.
const PLAIN: &[&str] = &[
    "authType",
    "authHeaderName",
    "maskInLogs",
    "refreshType",
    "tokenType",
    "grant_type",
    "httpParamsName",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credentials_give_way_to_parameters_and_the_rest_stays() {
        let text = r#"{"authentications": {"a": {"authType": "oauth2", "accessToken": "Bearer abc123", "tokenResponsePath": "access_token",
            "properties": {"userName": "u", "password": "p w"}, "httpParams": "{\"client_secret\":\"x9\",\"grant_type\":\"password\"}",
            "httpHeaders": {"Authorization": "${access_token}", "X-Api-Key": "@KEY@"}, "key": "k1"}}}"#;
        let (packed, found) = left_out(text);
        let parameters: Vec<&str> = found.iter().map(|f| f.parameter.as_str()).collect();
        assert_eq!(
            parameters,
            ["ACCESSTOKEN", "PASSWORD", "CLIENT_SECRET", "KEY"]
        );
        for secret in ["abc123", "p w", "x9", "k1"] {
            assert!(!packed.contains(secret), "{packed}");
        }
        assert!(packed.contains(r#""Bearer @ACCESSTOKEN@""#));
        assert!(packed.contains(r#""tokenResponsePath": "access_token""#));
        assert!(packed.contains("${access_token}") && packed.contains("@KEY@"));
        assert_eq!(left_out(&packed).0, packed);
    }
}
