//! From the bytes of an answer to text and to the tree that paths walk: JSON, or XML (`xml`).
//!
//! The declared charset decides, a byte order mark beats it, UTF-8 is the default; an invalid byte
//! is a problem with an offset, never a replacement character (design D16). A body that is not JSON
//! is kept as text together with the reason, because for a failed call the text is what a person
//! wants to see, and for a call that needs JSON the reason is the finding.

use std::borrow::Cow;

use bindery_diagnostics::{Diagnostic, codes};
use bindery_mapping::Selection;
use encoding_rs::{DecoderResult, Encoding, UTF_8};
use serde_json::Value;

use crate::Outcome;
use crate::ports::ResponseData;
use crate::xml;

/// A decoded body.
#[derive(Clone, Default)]
pub struct Body {
    /// The text, byte order mark removed; empty when the charset failed, and where only a part of the
    /// JSON was asked for and read.
    pub text: String,
    /// The parsed JSON; `None` for an empty body or one that is not JSON.
    pub json: Option<Value>,
    problem: Option<Box<Diagnostic>>,
}

impl Body {
    /// The JSON of a body that must have some.
    ///
    /// # Errors
    /// `R1004`, saying what the body is instead.
    pub fn require_json(&self) -> Outcome<&Value> {
        match (&self.json, &self.problem) {
            (Some(json), _) => Ok(json),
            (None, Some(problem)) => Err(problem.clone()),
            (None, None) => Err(unreadable("the answer has no body").into()),
        }
    }

    /// Whether there is nothing in it. A body that cannot be decoded is not nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.json.is_none() && self.problem.is_none() && self.text.trim().is_empty()
    }

    /// The body as expressions see it: JSON, else the text, else null.
    #[must_use]
    pub fn message(&self) -> Value {
        match &self.json {
            Some(json) => json.clone(),
            None if self.text.is_empty() => Value::Null,
            None => Value::from(self.text.as_str()),
        }
    }
}

/// Decodes a body. `clean` drops control and zero-width characters first (`cleanUpTextContent`,
/// `rest-dialect §1.12`).
#[must_use]
pub fn decode(response: &ResponseData, clean: bool) -> Body {
    decode_selected(response, clean, &Selection::whole(), Value::Null)
}

/// Decodes a body, its JSON read through a selection: the pages of an import, of which only a few
/// paths are looked at. What is in `spare`, such as the page before, is used again for it.
#[must_use]
pub fn decode_selected(
    response: &ResponseData,
    clean: bool,
    selection: &Selection,
    spare: Value,
) -> Body {
    let content_type = response.header("content-type").unwrap_or("");
    let mut text = match decode_text(content_type, &response.body) {
        Ok(text) => text,
        Err(problem) => {
            return Body {
                problem: Some(problem),
                ..Body::default()
            };
        }
    };
    if clean && !text.chars().all(is_clean) {
        text.to_mut().retain(is_clean);
    }
    let (json, problem) = match parse(content_type, &text, selection, spare) {
        Ok(json) => (json, None),
        Err(problem) => (None, Some(problem)),
    };
    let is_read = json.is_some() && !selection.is_whole();
    Body {
        text: if is_read {
            String::new()
        } else {
            text.into_owned()
        },
        json,
        problem,
    }
}

fn is_clean(c: char) -> bool {
    (!c.is_control() || matches!(c, '\t' | '\n' | '\r'))
        && !matches!(c, '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

fn decode_text<'b>(content_type: &str, bytes: &'b [u8]) -> Outcome<Cow<'b, str>> {
    let declared = charset(content_type).or_else(|| declared_in_xml(bytes));
    let (encoding, skip) = match (Encoding::for_bom(bytes), declared) {
        (Some((encoding, length)), _) => (encoding, length),
        (None, Some(label)) => match Encoding::for_label(label.as_bytes()) {
            Some(encoding) => (encoding, 0),
            None => {
                return Err(unreadable("the answer declares an unknown charset")
                    .with_note(format!("it says `{label}`"))
                    .into());
            }
        },
        (None, None) => (UTF_8, 0),
    };
    let bytes = bytes.get(skip..).unwrap_or_default();
    if encoding == UTF_8
        && let Ok(text) = std::str::from_utf8(bytes)
    {
        return Ok(Cow::Borrowed(text));
    }
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let capacity = decoder
        .max_utf8_buffer_length_without_replacement(bytes.len())
        .unwrap_or(bytes.len());
    let mut text = String::with_capacity(capacity);
    match decoder.decode_to_string_without_replacement(bytes, &mut text, true) {
        (DecoderResult::InputEmpty, _) => Ok(Cow::Owned(text)),
        (DecoderResult::Malformed(bad, after), read) => {
            let offset = skip + read.saturating_sub(usize::from(bad) + usize::from(after));
            Err(unreadable(format!(
                "the answer is not valid {} at byte {offset}",
                encoding.name()
            ))
            .with_help("the target should declare the charset it sends")
            .into())
        }
        (DecoderResult::OutputFull, _) => {
            Err(unreadable("the answer is too large to decode").into())
        }
    }
}

/// `<?xml … encoding="…"?>`, which an answer of XML may say instead of its header.
fn declared_in_xml(bytes: &[u8]) -> Option<&str> {
    let head = bytes.get(..bytes.len().min(120))?;
    let head = head.strip_prefix(b"<?xml")?;
    let end = head.windows(2).position(|pair| pair == b"?>")?;
    let head = std::str::from_utf8(head.get(..end)?).ok()?;
    let (_, after) = head.split_once("encoding")?;
    after
        .trim_start_matches(['=', ' '])
        .split(['\'', '"'])
        .nth(1)
}

fn charset(content_type: &str) -> Option<&str> {
    content_type.split(';').skip(1).find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        name.trim()
            .eq_ignore_ascii_case("charset")
            .then(|| value.trim().trim_matches('"'))
    })
}

fn parse(
    content_type: &str,
    text: &str,
    selection: &Selection,
    mut spare: Value,
) -> Outcome<Option<Value>> {
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return Ok(None);
    }
    if let Some(what) = html(content_type, trimmed) {
        return Err(what.into());
    }
    if trimmed.starts_with('<') {
        return xml::parse(trimmed).map(Some).map_err(|broken| {
            unreadable(format!("{} at byte {}", broken.what, broken.at))
                .with_help("see what the target answers, and whether something cut it short")
                .into()
        });
    }
    match selection.parse_into(trimmed, &mut spare) {
        Ok(()) => Ok(Some(spare)),
        Err(error) => Err(broken_json(text, &error).into()),
    }
}

/// HTML, which starts like XML.
fn html(content_type: &str, text: &str) -> Option<Diagnostic> {
    if !text.starts_with('<') {
        return None;
    }
    let head: String = text.chars().take(200).collect::<String>().to_lowercase();
    if content_type.contains("html") || head.contains("<!doctype html") || head.contains("<html") {
        return Some(
            unreadable("the target answered with HTML")
                .with_note("often a login page, a proxy or a wrong path")
                .with_help("check the base URL and the path of the call"),
        );
    }
    None
}

fn broken_json(text: &str, error: &serde_json::Error) -> Diagnostic {
    let indent = text.len() - text.trim_start().len();
    let before = text.trim().split_inclusive('\n').take(error.line() - 1);
    let offset = indent + before.map(str::len).sum::<usize>() + error.column();
    if error.is_eof() {
        return unreadable(format!("the answer's JSON is cut short at byte {offset}"))
            .with_help("the target or a proxy ended the answer early; try again");
    }
    if error.to_string().starts_with("recursion limit") {
        return unreadable("the answer's JSON is nested too deeply");
    }
    unreadable(format!(
        "the answer is not JSON; it breaks at byte {}",
        offset.saturating_sub(1)
    ))
}

fn unreadable(message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(codes::BAD_BODY, message)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn body(content_type: &str, bytes: &[u8]) -> Body {
        let response = ResponseData {
            status: 200,
            headers: vec![("Content-Type".into(), content_type.into())],
            body: bytes.to_vec(),
        };
        decode(&response, false)
    }

    fn problem(content_type: &str, bytes: &[u8]) -> String {
        body(content_type, bytes)
            .require_json()
            .unwrap_err()
            .message
    }

    #[test]
    fn json_keeps_the_digits_of_numbers() {
        let body = body(
            "application/json",
            b"\xef\xbb\xbf{\"id\":12345678901234567890123}",
        );
        assert_eq!(
            body.require_json().unwrap().to_string(),
            r#"{"id":12345678901234567890123}"#
        );
    }

    #[test]
    fn the_declared_charset_is_used() {
        let body = body("application/json; charset=ISO-8859-1", b"[\"M\xfcller\"]");
        assert_eq!(body.message(), serde_json::json!(["Müller"]));
    }

    #[test]
    fn invalid_bytes_are_an_error_with_an_offset() {
        assert_eq!(
            problem("application/json", b"[\"M\xfcller\"]"),
            "the answer is not valid UTF-8 at byte 3"
        );
    }

    #[test]
    fn html_is_named_as_such() {
        let html = b"\n<!DOCTYPE html><html><body>Sign in</body></html>";
        assert_eq!(problem("text/html", html), "the target answered with HTML");
        assert!(body("text/html", html).message().is_string());
    }

    #[test]
    fn truncated_json_names_the_offset() {
        assert_eq!(
            problem("application/json", b"[{\"id\":\n1"),
            "the answer's JSON is cut short at byte 9"
        );
        assert_eq!(
            problem("application/json", b"[1,\n x]"),
            "the answer is not JSON; it breaks at byte 5"
        );
        assert_eq!(
            problem("application/json", "[".repeat(100_000).as_bytes()),
            "the answer's JSON is nested too deeply"
        );
    }

    #[test]
    fn an_empty_body_is_null() {
        assert!(body("", b" ").is_empty());
        assert!(!body("", b"\xff").is_empty());
        assert_eq!(body("", b"").message(), Value::Null);
        assert_eq!(problem("", b""), "the answer has no body");
    }

    #[test]
    fn cleaning_drops_what_no_text_needs() {
        let response = ResponseData {
            status: 200,
            headers: vec![],
            body: "[\"a\u{0}\u{200b}b\"]".into(),
        };
        assert_eq!(decode(&response, true).message(), serde_json::json!(["ab"]));
    }
}
