//! Paths over the responses of an operation's calls: `accountIdPath` and `responseColsToPropsMap`
//! (`field-notes §4.2`, §4.4; design D11).
//!
//! `<call>.message.<path>` is a path into the call's body, `<call>.headers.<name>` a header and
//! `<call>.statusCode` the status; `response.` in front does not matter. Call names are free text,
//! with dots and blanks, so the longest name that fits wins. A call may stand in quotes. The literal
//! `accountName` is the account's name.

use serde_json::Value;

use crate::column::split_type;
use crate::column_type::{ColumnType, Converted};
use crate::date::DateRule;
use crate::leniency::Leniency;
use crate::path::{Found, Path};
use crate::text::scalar_text;

/// A call's response under one of the names it is bound to.
#[derive(Debug, Clone, Copy)]
pub struct NamedResponse<'r> {
    /// The name: a call's own, `call<n>`, or in access operations `<type><n>`.
    pub name: &'r str,
    /// The parsed body; a string where it is no JSON.
    pub message: &'r Value,
    /// The headers.
    pub headers: &'r [(String, String)],
    /// The status.
    pub status: u16,
}

/// A path over responses. It is resolved against the names when it is read, since those of access
/// operations are known only then.
#[derive(Debug, Clone)]
pub struct ResponsePath {
    text: String,
}

/// What a path over responses leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ResponseValue {
    /// The literal `accountName`.
    AccountName,
    /// A text in a response.
    Text(String),
    /// The call was made, its response has nothing there.
    Absent,
    /// No call of that name has answered.
    NoSuchCall,
    /// Behind the call's name is no path.
    BadPath,
}

/// A part of a response.
enum Part<'t> {
    Message(&'t str),
    Header(&'t str),
    Status,
}

impl ResponsePath {
    /// A path as written; `None` where it says nothing.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        (!text.is_empty()).then(|| Self {
            text: text.to_owned(),
        })
    }

    /// The path as written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// What the path leads to, as text.
    #[must_use]
    pub fn read(&self, responses: &[NamedResponse<'_>]) -> ResponseValue {
        if self.text.eq_ignore_ascii_case("accountName") {
            return ResponseValue::AccountName;
        }
        let Some((response, part)) = locate(&self.text, responses) else {
            return ResponseValue::NoSuchCall;
        };
        let text = match part {
            Part::Status => Some(response.status.to_string()),
            Part::Header(name) => header(response, name),
            Part::Message(path) => match Path::parse(path) {
                Ok(path) => path.get(response.message).first().and_then(scalar_text),
                Err(_) => return ResponseValue::BadPath,
            },
        };
        match text {
            Some(text) if !text.is_empty() => ResponseValue::Text(text),
            _ => ResponseValue::Absent,
        }
    }
}

/// An entry of `responseColsToPropsMap`.
#[derive(Debug, Clone)]
pub struct ResponseColumn {
    /// Our column.
    pub name: String,
    /// What becomes of the value.
    pub kind: ColumnType,
    /// The leniencies that reading the entry took.
    pub leniencies: Vec<Leniency>,
    source: String,
}

impl ResponseColumn {
    /// Reads an entry: `"<column>": "<call>.message.<path>~#~<type>"`.
    #[must_use]
    pub fn parse(name: &str, entry: &str) -> Self {
        let (source, kind, leniencies) = split_type(entry);
        Self {
            name: name.trim().to_owned(),
            kind,
            leniencies,
            source: source.trim().to_owned(),
        }
    }

    /// The column's value; `None` where no call of that name has answered or the rest is no path.
    #[must_use]
    pub fn read(&self, responses: &[NamedResponse<'_>], dates: &DateRule) -> Option<Converted> {
        if let Some(text) = self.source.strip_prefix("#CONST#") {
            let value = Value::String(text.to_owned());
            return Some(self.kind.convert(&Found::One(&value), false, dates));
        }
        let (response, part) = locate(&self.source, responses)?;
        let value = match part {
            Part::Message(path) => {
                let path = Path::parse(path).ok()?;
                let found = path.get(response.message);
                return Some(self.kind.convert(&found, false, dates));
            }
            Part::Header(name) => header(response, name).map_or(Value::Null, Value::String),
            Part::Status => Value::from(response.status),
        };
        Some(self.kind.convert(&Found::One(&value), false, dates))
    }
}

/// The response a path speaks of, by the longest name that fits, and the part of it. A path that
/// names no call is read from the only call's message.
fn locate<'t, 'r>(
    text: &'t str,
    responses: &[NamedResponse<'r>],
) -> Option<(NamedResponse<'r>, Part<'t>)> {
    let bare = text.strip_prefix("response.").unwrap_or(text);
    let named = [text, bare].into_iter().find_map(|text| {
        let fitting = responses
            .iter()
            .filter_map(|response| Some((response, behind(text, response.name)?)));
        let (response, rest) = fitting.max_by_key(|(response, _)| response.name.len())?;
        Some((*response, part(rest)?))
    });
    named.or_else(|| match responses {
        [only] => Some((*only, part(bare).unwrap_or(Part::Message(bare)))),
        _ => None,
    })
}

/// What follows a call's name, with or without quotes.
fn behind<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    if name.is_empty() {
        return None;
    }
    let rest = ['\'', '"']
        .into_iter()
        .find_map(|quote| {
            let rest = text.strip_prefix(quote)?.strip_prefix(name)?;
            rest.strip_prefix(quote)
        })
        .or_else(|| text.strip_prefix(name))?;
    rest.strip_prefix('.')
}

fn part(rest: &str) -> Option<Part<'_>> {
    if rest == "message" {
        return Some(Part::Message(""));
    }
    if rest == "statusCode" {
        return Some(Part::Status);
    }
    if let Some(name) = rest.strip_prefix("headers.") {
        return Some(Part::Header(name.trim_matches(['\'', '"'])));
    }
    let path = rest.strip_prefix("message")?;
    match path.strip_prefix('.') {
        Some(path) => Some(Part::Message(path)),
        None => path.starts_with('[').then_some(Part::Message(path)),
    }
}

fn header(response: NamedResponse<'_>, name: &str) -> Option<String> {
    let mut headers = response.headers.iter();
    headers
        .find(|(header, _)| header.eq_ignore_ascii_case(name))
        .map(|(_, value)| value.clone())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use serde_json::json;

    fn read(path: &str) -> ResponseValue {
        let (one, two) = (
            json!({"id": 12_345_678_901_u64, "data": [{"id": "d"}], "none": null}),
            json!([{"id": "g"}]),
        );
        let headers = [("Location".to_owned(), "/u/9".to_owned())];
        let response = |name, message, status| NamedResponse {
            name,
            message,
            headers: &headers,
            status,
        };
        ResponsePath::parse(path).unwrap().read(&[
            response("call1", &one, 201),
            response("call1.more", &two, 200),
            response("My Group1", &two, 200),
        ])
    }

    #[test]
    fn paths_speak_of_calls_by_their_names() {
        let text = |t: &str| ResponseValue::Text(t.to_owned());
        for (path, expected) in [
            ("call1.message.id", text("12345678901")),
            ("response.call1.message.id", text("12345678901")),
            ("call1.message.data[0].id", text("d")),
            ("call1.more.message[0].id", text("g")),
            ("response.'My Group1'.message[0].id", text("g")),
            ("My Group1.message.id", text("g")),
            ("call1.headers.location", text("/u/9")),
            ("call1.statusCode", text("201")),
            ("accountName", ResponseValue::AccountName),
            ("call1.message.none", ResponseValue::Absent),
            ("call1.message.data", ResponseValue::Absent),
            ("call1.message.$.id", text("12345678901")),
            ("call9.message.id", ResponseValue::NoSuchCall),
            ("message.id", ResponseValue::NoSuchCall),
        ] {
            assert_eq!(read(path), expected, "{path}");
        }
        assert!(ResponsePath::parse("  ").is_none());
        assert_eq!(ResponsePath::parse(" a ").unwrap().as_str(), "a");
    }

    #[test]
    fn a_call_named_response_or_message_is_found_by_name_first() {
        let body = json!({"message": {"id": 1}, "id": 2});
        let response = NamedResponse {
            name: "response",
            message: &body,
            headers: &[],
            status: 200,
        };
        let read = |path: &str| ResponsePath::parse(path).unwrap().read(&[response]);
        assert_eq!(
            read("response.message.id"),
            ResponseValue::Text("2".to_owned())
        );
        assert_eq!(read("id"), ResponseValue::Text("2".to_owned()));
        assert_eq!(read("message.id"), ResponseValue::Text("2".to_owned()));
    }

    #[test]
    fn columns_are_read_from_responses_with_their_types() {
        let body = json!({"data": {"status": "7.0", "since": 0}});
        let responses = [NamedResponse {
            name: "call1",
            message: &body,
            headers: &[],
            status: 201,
        }];
        let read = |entry: &str| {
            let column = ResponseColumn::parse(" cp1 ", entry);
            assert_eq!(column.name, "cp1");
            let read = column.read(&responses, &DateRule::default());
            read.map(|converted| converted.value)
        };
        assert_eq!(read("call1.message.data.status~#~int"), Some(json!(7)));
        assert_eq!(
            read("call1.message.data.since~#~epochdate"),
            Some(json!("1970-01-01T00:00:00Z"))
        );
        assert_eq!(read("call1.message.nope~#~char"), Some(json!(null)));
        assert_eq!(read("call1.statusCode~#~char"), Some(json!("201")));
        assert_eq!(read("#CONST#x~#~char"), Some(json!("x")));
    }
}
