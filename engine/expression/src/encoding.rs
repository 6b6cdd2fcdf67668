//! Bytes as text: Base64, hexadecimal, percent encoding as `URLEncoder` does it.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD};

use crate::error::{Kind, Outcome, fail};
use crate::run::Run;
use crate::value::{ListKind, Value};

pub(crate) fn base64(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

pub(crate) fn base64_url(bytes: &[u8]) -> String {
    URL_SAFE.encode(bytes)
}

/// Decodes either alphabet, padded or not.
pub(crate) fn from_base64(text: &str) -> Outcome<Vec<u8>> {
    let trimmed = text.trim_end_matches('=');
    STANDARD_NO_PAD
        .decode(trimmed)
        .or_else(|_| URL_SAFE_NO_PAD.decode(trimmed))
        .map_or_else(|_| fail(Kind::Other, "the text is no Base64"), Ok)
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// `URLEncoder.encode`: blanks as `+`, `*` and `-._` kept.
pub(crate) fn url_encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'-' | b'*' | b'_' => {
                out.push(char::from(byte));
            }
            b' ' => out.push('+'),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

/// `URLDecoder.decode`
pub(crate) fn url_decode(text: &str) -> Outcome<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        match byte {
            b'+' => bytes.push(b' '),
            b'%' => {
                let digits = [rest.next(), rest.next()];
                let digit = |at: usize| {
                    digits
                        .get(at)
                        .copied()
                        .flatten()
                        .and_then(|it| char::from(it).to_digit(16))
                };
                match (digit(0), digit(1)) {
                    (Some(high), Some(low)) => bytes.push((high * 16 + low) as u8),
                    _ => return fail(Kind::Other, "the text is not percent-encoded"),
                }
            }
            other => bytes.push(other),
        }
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// The bytes that an argument stands for: a `byte[]`, or text in UTF-8.
pub(crate) fn bytes_of(run: &Run<'_>, value: &Value) -> Outcome<Option<Vec<u8>>> {
    Ok(match value {
        Value::List(list) if list.kind() == ListKind::Bytes => Some(
            run.items(list)?
                .iter()
                .filter_map(|byte| byte.as_i64().map(|byte| byte as u8))
                .collect(),
        ),
        other => other.as_str().map(|text| text.as_bytes().to_vec()),
    })
}

/// A `byte[]`.
pub(crate) fn byte_array(run: &Run<'_>, bytes: &[u8]) -> Outcome<Value> {
    run.room_for_items(bytes.len())?;
    run.sequence(
        ListKind::Bytes,
        bytes.iter().map(|byte| Value::Byte(*byte as i8)).collect(),
    )
}
