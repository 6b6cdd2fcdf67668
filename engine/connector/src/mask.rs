//! Secrets never reach anything that is shown.
//!
//! A [`Masker`] knows secret values (tokens, passwords, secret parameters) and secret names (`token`,
//! `password`, what `maskInLogs` lists; `rest-dialect §1.12`). Whatever is printed, logged or put
//! into a finding passes through it. Values are found in any text, also percent-encoded or escaped
//! as JSON; names hide the value beside them in headers, URLs, forms and JSON.
//!
//! Values shorter than [`SHORTEST`] are hidden by name only: hiding every `on` or `1` of a text
//! would hide the text.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::fmt;
use std::sync::{PoisonError, RwLock};

use bindery_diagnostics::{is_secret_name, plain_name};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;

use crate::request::encoding::form_text;

/// What stands in place of a secret.
pub const MASK: &str = "•••";

/// The shortest value hidden wherever it occurs, in bytes.
pub const SHORTEST: usize = 4;

/// Hides secrets. It learns tokens while a run goes on, so it is shared and locked inside.
#[derive(Default)]
pub struct Masker {
    names: RwLock<BTreeSet<String>>,
    // Longest first, so that a token inside a longer secret does not leave the rest in sight.
    values: RwLock<BTreeSet<Reverse<(usize, String)>>>,
}

impl fmt::Debug for Masker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Masker")
    }
}

impl Masker {
    /// Learns a secret value. A value with a scheme word (`Bearer abc`) is also learnt without it.
    pub fn learn(&self, value: &str) {
        let value = value.trim();
        self.insert(value);
        if let Some((scheme, rest)) = value.split_once(' ')
            && scheme.chars().all(|c| c.is_ascii_alphabetic())
        {
            self.insert(rest.trim());
        }
    }

    /// Learns a name whose values are secret (`maskInLogs`).
    pub fn learn_name(&self, name: &str) {
        let mut names = self.names.write().unwrap_or_else(PoisonError::into_inner);
        names.insert(plain_name(name));
    }

    fn insert(&self, value: &str) {
        if value.len() < SHORTEST {
            return;
        }
        let mut values = self.values.write().unwrap_or_else(PoisonError::into_inner);
        let encoded = utf8_percent_encode(value, NON_ALPHANUMERIC).to_string();
        let escaped = json_text(value);
        let form = form_text(value, false);
        let plus = form_text(value, true);
        // JSON within a string of JSON, as bodies hold it.
        let nested = json_text(&escaped);
        let xml = xml_text(value);
        for form in [value.to_owned(), encoded, form, plus, escaped, nested, xml] {
            values.insert(Reverse((form.len(), form)));
        }
    }

    /// Whether a name's values are hidden.
    #[must_use]
    pub fn is_secret_name(&self, name: &str) -> bool {
        let learnt = self.names.read().unwrap_or_else(PoisonError::into_inner);
        is_secret_name(name) || learnt.contains(&plain_name(name))
    }

    /// The text without known secret values.
    #[must_use]
    pub fn text<'a>(&self, text: &'a str) -> Cow<'a, str> {
        let values = self.values.read().unwrap_or_else(PoisonError::into_inner);
        let mut masked = Cow::Borrowed(text);
        for Reverse((_, value)) in values.iter() {
            if masked.contains(value.as_str()) {
                masked = Cow::Owned(masked.replace(value.as_str(), MASK));
            }
        }
        masked
    }

    /// A header's value. The scheme word of an authorization stays: `Bearer •••`.
    #[must_use]
    pub fn header(&self, name: &str, value: &str) -> String {
        if !self.is_secret_name(name) {
            return self.text(value).into_owned();
        }
        match value.split_once(' ') {
            Some((scheme @ ("Bearer" | "Basic" | "bearer" | "basic"), _)) => {
                format!("{scheme} {MASK}")
            }
            _ => MASK.to_owned(),
        }
    }

    /// A URL: its password, its secret parameters and known values are hidden.
    #[must_use]
    pub fn url(&self, url: &str) -> String {
        let (base, rest) = url.split_once('?').unwrap_or((url, ""));
        let base = match base.split_once("://") {
            Some((scheme, after)) => match after.split_once('@') {
                Some((user, host)) if !user.contains('/') => format!("{scheme}://{MASK}@{host}"),
                _ => base.to_owned(),
            },
            None => base.to_owned(),
        };
        let shown = if url.contains('?') {
            format!("{base}?{}", self.pairs(rest))
        } else {
            base
        };
        self.text(&shown).into_owned()
    }

    /// A body, by its content type.
    #[must_use]
    pub fn body(&self, content_type: &str, body: &[u8]) -> String {
        let text = String::from_utf8_lossy(body);
        if content_type.contains("form-urlencoded") {
            return self.text(&self.pairs(&text)).into_owned();
        }
        match serde_json::from_str::<Value>(&text) {
            Ok(mut json @ (Value::Object(_) | Value::Array(_))) => {
                self.json(&mut json);
                json.to_string()
            }
            _ => self.text(&self.broken_json(&text)).into_owned(),
        }
    }

    /// A body with its layout kept: what is no secret stays as it is to the byte.
    #[must_use]
    pub fn layout(&self, content_type: &str, text: &str) -> String {
        if content_type.contains("form-urlencoded") {
            return self.text(&self.pairs(text)).into_owned();
        }
        let shown = self.text(&self.broken_json(text)).into_owned();
        // A spelling that hides a value from a search through the text, as `\/` for `/`.
        match serde_json::from_str::<Value>(&shown) {
            Ok(mut json @ (Value::Object(_) | Value::Array(_) | Value::String(_))) => {
                let before = json.clone();
                self.json(&mut json);
                if json == before {
                    shown
                } else {
                    json.to_string()
                }
            }
            _ => shown,
        }
    }

    /// What looks like JSON and cannot be parsed: cut short, or with a character too many.
    fn broken_json(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('"') {
            out.push_str(before);
            out.push('"');
            let end = closing_quote(after);
            let (name, tail) = after.split_at(end);
            out.push_str(name);
            rest = tail;
            let value = tail.strip_prefix('"').map(str::trim_start);
            let value = value.and_then(|v| v.strip_prefix(':')).map(str::trim_start);
            if let Some(value) = value.filter(|_| self.is_secret_name(name)) {
                out.push_str(tail.strip_suffix(value).unwrap_or_default());
                let (shown, end) = match value.strip_prefix('"') {
                    Some(inside) => (format!("\"{MASK}"), closing_quote(inside) + 1),
                    None if value.starts_with(['{', '[']) => (String::new(), 0),
                    None => {
                        let end = value.find([',', '}', ']', '\n']).unwrap_or(value.len());
                        (MASK.to_owned(), end)
                    }
                };
                out.push_str(&shown);
                rest = value.get(end..).unwrap_or_default();
                if let Some(after) = rest.strip_prefix('"') {
                    out.push('"');
                    rest = after;
                }
            } else if let Some(after) = tail.strip_prefix('"') {
                out.push('"');
                rest = after;
            }
        }
        out.push_str(rest);
        out
    }

    /// Hides secrets inside parsed JSON.
    pub fn json(&self, value: &mut Value) {
        match value {
            Value::String(text) => {
                if let Cow::Owned(masked) = self.text(text) {
                    *text = masked;
                }
            }
            Value::Array(items) => items.iter_mut().for_each(|item| self.json(item)),
            Value::Object(members) => {
                for (name, member) in members.iter_mut() {
                    let hidden = self.is_secret_name(name) && !member.is_null();
                    if hidden && !member.is_object() && !member.is_array() {
                        *member = Value::from(MASK);
                    } else {
                        self.json(member);
                    }
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    /// Hides secrets inside a definition's document: also in its URLs, its forms, and JSON that stands
    /// in strings. A placeholder of any spelling (`${…}`, `@NAME@`, `<name>`) is no secret.
    pub fn document(&self, value: &mut Value) {
        match value {
            Value::String(text) => *text = self.written(text),
            Value::Array(items) => items.iter_mut().for_each(|item| self.document(item)),
            Value::Object(members) => {
                for (name, member) in members.iter_mut() {
                    match member {
                        Value::String(text) if self.is_secret_name(name) => {
                            if !text.is_empty() && !is_placeholder(text) {
                                *text = self.header(name, text);
                            }
                        }
                        Value::Number(_) if self.is_secret_name(name) => {
                            *member = Value::from(MASK)
                        }
                        _ => self.document(member),
                    }
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    fn written(&self, text: &str) -> String {
        if let Ok(mut nested @ (Value::Object(_) | Value::Array(_))) = serde_json::from_str(text) {
            let before = nested.clone();
            self.document(&mut nested);
            let same = nested == before;
            return if same {
                text.to_owned()
            } else {
                nested.to_string()
            };
        }
        if text.contains("://") {
            self.url(text)
        } else {
            self.text(&self.pairs(text)).into_owned()
        }
    }

    fn pairs(&self, text: &str) -> String {
        let mask_pair = |pair: &str| match pair.split_once('=') {
            Some((name, value))
                if !value.is_empty() && !is_placeholder(value) && self.is_secret_name(name) =>
            {
                format!("{name}={MASK}")
            }
            _ => pair.to_owned(),
        };
        text.split('&').map(mask_pair).collect::<Vec<_>>().join("&")
    }
}

/// Whether a value, after its scheme word, is only what a secret will be filled into.
fn is_placeholder(value: &str) -> bool {
    let bare = match value.split_once(' ') {
        Some((scheme, rest)) if scheme.chars().all(|c| c.is_ascii_alphabetic()) => rest.trim(),
        _ => value.trim(),
    };
    let whole = |open: &str, close: &str| {
        bare.strip_prefix(open)
            .and_then(|rest| rest.strip_suffix(close))
            .is_some_and(|name| {
                name.chars()
                    .all(|c| c.is_alphanumeric() || "_ .?@".contains(c))
            })
    };
    whole("${", "}") || whole("$<", ">") || whole("@", "@") || whole("<", ">")
}

/// Where a JSON string that has begun ends: before its quote, or with the text.
fn closing_quote(text: &str) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        match c {
            '"' if !escaped => return at,
            _ => escaped = c == '\\' && !escaped,
        }
    }
    text.len()
}

/// A value as it stands in a string of JSON.
fn json_text(value: &str) -> String {
    let quoted = Value::from(value).to_string();
    let inside = quoted.strip_prefix('"').and_then(|q| q.strip_suffix('"'));
    inside.unwrap_or(value).to_owned()
}

/// A value as it stands in XML.
fn xml_text(value: &str) -> String {
    const ESCAPED: [(char, &str); 5] = [
        ('&', "&amp;"),
        ('<', "&lt;"),
        ('>', "&gt;"),
        ('"', "&quot;"),
        ('\'', "&apos;"),
    ];
    ESCAPED.iter().fold(value.to_owned(), |text, (c, entity)| {
        text.replace(*c, entity)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn masker() -> Masker {
        let masker = Masker::default();
        masker.learn("Bearer s3cret/token");
        masker.learn_name("ssn");
        masker
    }

    #[test]
    fn known_values_are_hidden_raw_encoded_and_escaped() {
        let masker = masker();
        assert_eq!(masker.text("sent s3cret/token twice"), "sent ••• twice");
        assert_eq!(masker.text("q=s3cret%2Ftoken"), "q=•••");
        masker.learn("two-part secret");
        assert_eq!(
            masker.text("a=two-part%20secret&b=two-part+secret"),
            "a=•••&b=•••"
        );
        masker.learn("pa\"ss\\word");
        assert_eq!(masker.text(r#"{"x":"pa\"ss\\word"}"#), r#"{"x":"•••"}"#);
        assert_eq!(
            masker.text(r#"{"y":"{\"x\":\"pa\\\"ss\\\\word\"}"}"#),
            r#"{"y":"{\"x\":\"•••\"}"}"#
        );
        masker.learn("five<&>\"marks");
        assert_eq!(
            masker.text("<p>five&lt;&amp;&gt;&quot;marks</p>"),
            "<p>•••</p>"
        );
    }

    #[test]
    fn a_secret_inside_a_longer_secret_leaves_nothing_in_sight() {
        let masker = Masker::default();
        masker.learn("abcd");
        masker.learn("abcdefgh");
        assert_eq!(masker.text("abcdefgh"), MASK);
    }

    #[test]
    fn authorization_keeps_its_scheme_word() {
        let masker = masker();
        assert_eq!(masker.header("authorization", "Bearer x"), "Bearer •••");
        assert_eq!(masker.header("X-Api-Key", "k"), "•••");
        assert_eq!(masker.header("Accept", "text/plain"), "text/plain");
    }

    #[test]
    fn urls_lose_passwords_and_secret_parameters() {
        let masker = masker();
        assert_eq!(
            masker.url("https://u:p@h/a?access_token=t&page=2"),
            "https://•••@h/a?access_token=•••&page=2"
        );
    }

    #[test]
    fn a_document_loses_its_secrets_in_headers_forms_urls_and_nested_json() {
        let mut document = serde_json::json!({
            "Authorization": "Bearer abc", "Cookie": "sid=abc", "accessToken": "Bearer <access_token>",
            "httpParams": "grant_type=x&client_secret=abc&token=${token}",
            "url": "https://u:abc@h/?api_key=abc", "body": "{\"password\":\"abc\",\"a\":1}",
            "pwd": "abc", "password": "@PASSWORD@", "tokenType": "Bearer"
        });
        Masker::default().document(&mut document);
        let shown = document.to_string();
        assert!(!shown.contains("abc"), "{shown}");
        assert_eq!(document["accessToken"], "Bearer <access_token>");
        assert_eq!(document["password"], "@PASSWORD@");
        assert_eq!(
            document["httpParams"],
            "grant_type=x&client_secret=•••&token=${token}"
        );
    }

    #[test]
    fn a_body_keeps_its_layout_and_loses_its_secrets() {
        let masker = masker();
        for (text, shown) in [
            ("{ \"a\" : 1.0,\n \"a\":2 }", "{ \"a\" : 1.0,\n \"a\":2 }"),
            (
                "{ \"access_token\" : \"x\" }",
                "{ \"access_token\" : \"•••\" }",
            ),
            (r#"{ "id": "s3cret\/token" }"#, r#"{"id":"•••"}"#),
            ("<a>s3cret/token</a>", "<a>•••</a>"),
        ] {
            assert_eq!(masker.layout("", text), shown);
        }
    }

    #[test]
    fn json_that_is_broken_loses_its_secrets_too() {
        let masker = masker();
        for (text, shown) in [
            (
                r#"{"password":"p\"q","a":1,"ssn": 123, "b":"cut"#,
                r#"{"password":"•••","a":1,"ssn": •••, "b":"cut"#,
            ),
            (r#"{"token":"cut sho"#, r#"{"token":"•••"#),
            (
                r#"{"a":"token","secret":{"x":1}"#,
                r#"{"a":"token","secret":{"x":1}"#,
            ),
            (
                r#"say "hello": "world" to "secret""#,
                r#"say "hello": "world" to "secret""#,
            ),
            (r#"{"apiKey" "#, r#"{"apiKey" "#),
        ] {
            assert_eq!(masker.body("application/json", text.as_bytes()), shown);
        }
    }

    #[test]
    fn bodies_are_masked_by_name_in_json_and_forms() {
        let masker = masker();
        let json = br#"{"user":{"password":"p","SSN":1},"token_type":"bearer"}"#;
        assert_eq!(
            masker.body("application/json", json),
            r#"{"user":{"password":"•••","SSN":"•••"},"token_type":"bearer"}"#
        );
        assert_eq!(
            masker.body("application/x-www-form-urlencoded", b"client_secret=x&a=1"),
            "client_secret=•••&a=1"
        );
    }
}
