//! A request as the operations see it: decoded path, query and body.

use axum::http::HeaderMap;
use percent_encoding::percent_decode_str;
use serde_json::Value;

use crate::answer::Refusal;
use crate::description::{Body, Encoding, OnOther, Refused};

/// A request, decoded.
#[derive(Debug)]
pub(crate) struct Request {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) query_text: Option<String>,
    pub(crate) query: Vec<(String, String)>,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
    /// Path parameters, once a route was found.
    pub(crate) parameters: Vec<(String, String)>,
}

impl Request {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    pub(crate) fn parameter(&self, name: &str) -> Option<&str> {
        find(&self.parameters, name)
    }

    pub(crate) fn asked(&self, name: &str) -> Option<&str> {
        find(&self.query, name)
    }

    /// The body's media type without parameters, in lower case; empty where there is none.
    pub(crate) fn content_type(&self) -> String {
        let text = self.header("content-type").unwrap_or_default();
        let media = text.split(';').next().unwrap_or_default();
        media.trim().to_lowercase()
    }

    /// The body as names and values. JSON objects are flattened with dots, except where a whole
    /// value is an array.
    pub(crate) fn fields(&self, body: &Body) -> Result<Vec<(String, Value)>, Refusal> {
        if self.body.is_empty() {
            return Ok(Vec::new());
        }
        let media = self.content_type();
        let encoding = if media == "application/x-www-form-urlencoded" {
            Some(Encoding::Form)
        } else if media == "application/json" || media.ends_with("+json") {
            Some(Encoding::Json)
        } else {
            None
        };
        let read = body.encodings.as_deref().unwrap_or(&[Encoding::Form]);
        match encoding.filter(|encoding| read.contains(encoding)) {
            Some(Encoding::Form) => {
                let text = std::str::from_utf8(&self.body)
                    .map_err(|_| Refusal::invalid("the body is not UTF-8"))?;
                Ok(pairs(text)
                    .into_iter()
                    .map(|(name, value)| (name, Value::String(value)))
                    .collect())
            }
            Some(Encoding::Json) => match serde_json::from_slice(&self.body) {
                Ok(value @ Value::Object(_)) => {
                    let mut fields = Vec::new();
                    flatten(&value, String::new(), 0, &mut fields);
                    Ok(fields)
                }
                Ok(_) => Err(Refusal::invalid("the body is not a JSON object")),
                Err(_) => Err(Refusal::invalid("the body is not valid JSON")),
            },
            None if body.other == OnOther::Refuse => Err(Refusal::new(
                Refused::Encoding,
                "this content type is not accepted here",
            )),
            None => Ok(Vec::new()),
        }
    }
}

fn find<'a>(pairs: &'a [(String, String)], name: &str) -> Option<&'a str> {
    pairs
        .iter()
        .rev()
        .find(|(key, _)| key == name)
        .map(|(_, value)| value.as_str())
}

fn flatten(value: &Value, path: String, depth: usize, fields: &mut Vec<(String, Value)>) {
    match value {
        Value::Object(map) if depth < 16 && (!map.is_empty() || path.is_empty()) => {
            for (key, value) in map {
                let path = if path.is_empty() {
                    key.clone()
                } else {
                    format!("{path}.{key}")
                };
                flatten(value, path, depth + 1, fields);
            }
        }
        other => fields.push((path, other.clone())),
    }
}

/// `a=b&c=d`, decoded; `+` is a blank.
pub(crate) fn pairs(text: &str) -> Vec<(String, String)> {
    text.split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (
                decode(&name.replace('+', " ")),
                decode(&value.replace('+', " ")),
            )
        })
        .collect()
}

/// Percent-decoding; bytes that aren't UTF-8 are replaced.
pub(crate) fn decode(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}
