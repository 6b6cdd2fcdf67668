//! Bytes as text: Base64, hexadecimal, percent encoding as `URLEncoder` does it.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD};

use crate::error::{EvalError, Kind, Outcome, fail};
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

/// The character sets that every Java has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Charset {
    Utf8,
    Ascii,
    Latin1,
    /// Big endian, with a mark of it in front.
    Utf16,
    Utf16Be,
    Utf16Le,
}

impl Charset {
    /// The character set that a name or a `Charset` means.
    pub(crate) fn of(run: &Run<'_>, name: &Value) -> Outcome<Self> {
        if name.is_null() {
            return fail(Kind::NullPointer, "a character set needs a name");
        }
        if !matches!(
            name,
            Value::String(_) | Value::GString(_) | Value::Object(_)
        ) {
            return crate::call::mismatch();
        }
        let name = crate::text::to_text(run, name)?.to_ascii_uppercase();
        Ok(match name.as_str() {
            "UTF-8" | "UTF8" => Self::Utf8,
            "US-ASCII" | "ASCII" | "ISO646-US" => Self::Ascii,
            "ISO-8859-1" | "ISO8859_1" | "ISO8859-1" | "LATIN1" | "ISO_8859_1" => Self::Latin1,
            "UTF-16" | "UTF16" => Self::Utf16,
            "UTF-16BE" => Self::Utf16Be,
            "UTF-16LE" => Self::Utf16Le,
            known
                if [
                    "WINDOWS-",
                    "ISO-",
                    "IBM",
                    "CP",
                    "UTF-32",
                    "BIG5",
                    "GB",
                    "SHIFT_JIS",
                    "EUC-",
                ]
                .iter()
                .any(|start| known.starts_with(start)) =>
            {
                let message = format!("the character set {known} is not available");
                return fail(Kind::Unsupported, message);
            }
            _ => {
                let error =
                    EvalError::new(Kind::Other, format!("there is no character set {name}"));
                return Err(Box::new(
                    error.thrown_as("java.io.UnsupportedEncodingException"),
                ));
            }
        })
    }

    /// The bytes of a text; what the set lacks is a question mark.
    pub(crate) fn encode(self, text: &str) -> Vec<u8> {
        let narrow = |last: char| {
            text.chars()
                .map(|letter| if letter <= last { letter as u8 } else { b'?' })
                .collect()
        };
        let units = || text.encode_utf16();
        match self {
            Self::Utf8 => text.as_bytes().to_vec(),
            Self::Ascii => narrow('\u{7f}'),
            Self::Latin1 => narrow('\u{ff}'),
            Self::Utf16 => std::iter::once(0xfeff)
                .chain(units())
                .flat_map(u16::to_be_bytes)
                .collect(),
            Self::Utf16Be => units().flat_map(u16::to_be_bytes).collect(),
            Self::Utf16Le => units().flat_map(u16::to_le_bytes).collect(),
        }
    }

    /// The text of bytes; what is none is the replacement character.
    pub(crate) fn decode(self, bytes: &[u8]) -> String {
        let wide = |bytes: &[u8], little: bool| {
            let units = bytes.chunks_exact(2).map(|pair| {
                let pair = [
                    pair.first().copied().unwrap_or(0),
                    pair.last().copied().unwrap_or(0),
                ];
                if little {
                    u16::from_le_bytes(pair)
                } else {
                    u16::from_be_bytes(pair)
                }
            });
            char::decode_utf16(units)
                .map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER))
                .collect()
        };
        match self {
            Self::Utf8 => String::from_utf8_lossy(bytes).into_owned(),
            Self::Ascii => bytes
                .iter()
                .map(|byte| {
                    if byte.is_ascii() {
                        char::from(*byte)
                    } else {
                        '\u{fffd}'
                    }
                })
                .collect(),
            Self::Latin1 => bytes.iter().map(|byte| char::from(*byte)).collect(),
            Self::Utf16 => match bytes {
                [0xff, 0xfe, rest @ ..] => wide(rest, true),
                [0xfe, 0xff, rest @ ..] => wide(rest, false),
                _ => wide(bytes, false),
            },
            Self::Utf16Be => wide(bytes, false),
            Self::Utf16Le => wide(bytes, true),
        }
    }
}

/// `URLEncoder.encode`: blanks as `+`, `*` and `-._` kept.
pub(crate) fn url_encode(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len());
    for byte in bytes.iter().copied() {
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

/// The bytes that `URLDecoder.decode` reads.
pub(crate) fn url_decode(text: &str) -> Outcome<Vec<u8>> {
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
    Ok(bytes)
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
