//! JSON with places: every value knows the bytes it was read from.
//!
//! Packages in the field carry trailing commas, raw line breaks in strings and worse, so reading is
//! lenient where the meaning is clear and goes on after what is not: [`parse`] returns what it could
//! read together with everything that is wrong.

mod brackets;
mod lexeme;
mod nested;
mod parse;
mod print;
mod problem;
mod shared;
mod spans;
mod string;

use std::fmt;
use std::ops::Range;

pub use parse::{MAX_DEPTH, MAX_VALUES, Parsed, parse, parse_shared};
pub use print::{WIDTH, compact, format, quote};
pub use problem::{Problem, ProblemKind};
pub use shared::{ByteRange, SharedText};
pub use spans::SpanMap;
pub use string::escape;

/// A JSON value and its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// The value.
    pub value: Value,
    span: ByteRange,
}

/// A JSON value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// `null`
    Null,
    /// `true`, `false`
    Bool(bool),
    /// A number, as it was written: `12345678901234567890123`, `2.50` (design D3).
    Number(SharedText),
    /// A string.
    String(JsonString),
    /// An array.
    Array(Box<[Node]>),
    /// An object; members in order, duplicates kept.
    Object(Box<[Member]>),
    /// Something unreadable, which has been reported.
    Invalid,
}

/// A decoded string and the map back to its text.
#[derive(Clone, PartialEq, Eq)]
pub struct JsonString {
    /// The text, escapes resolved. It is a piece of the text that was parsed, or a decoded one.
    pub text: SharedText,
}

impl JsonString {
    /// A string whose bytes were written elsewhere than its text says.
    #[must_use]
    pub fn decoded(text: &str, map: SpanMap) -> Self {
        Self {
            text: SharedText::decoded(text.into(), map),
        }
    }

    /// Where each byte of it stands.
    #[must_use]
    pub fn map(&self) -> SpanMap {
        self.text.map()
    }
}

impl fmt::Debug for JsonString {
    /// Shows the length only: a definition's strings may be secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "JsonString({} bytes)", self.text.len())
    }
}

/// A key with its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// The key.
    pub key: JsonString,
    key_span: ByteRange,
    /// The value.
    pub node: Node,
}

impl Member {
    /// A key, its bytes with the quotes, and its value.
    #[must_use]
    pub fn new(key: JsonString, key_span: Range<usize>, node: Node) -> Self {
        Self {
            key,
            key_span: key_span.into(),
            node,
        }
    }

    /// The key's bytes, quotes included.
    #[must_use]
    pub const fn key_span(&self) -> Range<usize> {
        self.key_span.range()
    }
}

impl Node {
    /// A value and its bytes.
    #[must_use]
    pub fn new(value: Value, span: Range<usize>) -> Self {
        Self {
            value,
            span: span.into(),
        }
    }

    /// The bytes it was read from, quotes and brackets included.
    #[must_use]
    pub const fn span(&self) -> Range<usize> {
        self.span.range()
    }

    /// The members of an object; `None` for anything else.
    #[must_use]
    pub fn members(&self) -> Option<&[Member]> {
        match &self.value {
            Value::Object(members) => Some(members),
            _ => None,
        }
    }

    /// The elements of an array; `None` for anything else.
    #[must_use]
    pub fn elements(&self) -> Option<&[Self]> {
        match &self.value {
            Value::Array(elements) => Some(elements),
            _ => None,
        }
    }

    /// The value of an exact key; the last one where it occurs twice.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Self> {
        self.members()?
            .iter()
            .rev()
            .find(|m| m.key.text == key)
            .map(|m| &m.node)
    }

    /// The text of a string.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match &self.value {
            Value::String(s) => Some(&s.text),
            _ => None,
        }
    }

    /// Whether another value is the same: members in the same order, numbers with the same digits.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        match (&self.value, &other.value) {
            (Value::String(a), Value::String(b)) => a.text == b.text,
            (Value::Array(a), Value::Array(b)) => {
                a.len() == b.len() && a.iter().zip(b.iter()).all(|(a, b)| a.is_same(b))
            }
            (Value::Object(a), Value::Object(b)) => {
                let pairs = || a.iter().zip(b.iter());
                a.len() == b.len()
                    && pairs().all(|(a, b)| a.key.text == b.key.text && a.node.is_same(&b.node))
            }
            (a, b) => a == b,
        }
    }

    /// The bytes to point at for the value as a whole: an opening bracket, or a scalar.
    #[must_use]
    pub fn head(&self) -> Range<usize> {
        match &self.value {
            Value::Array(_) | Value::Object(_) => self.span().start..self.span().start + 1,
            _ => self.span(),
        }
    }

    /// What it is, in words, for messages.
    #[must_use]
    pub const fn noun(&self) -> &'static str {
        match &self.value {
            Value::Null => "null",
            Value::Bool(_) => "a boolean",
            Value::Number(_) => "a number",
            Value::String(_) => "a string",
            Value::Array(_) => "a list",
            Value::Object(_) => "an object",
            Value::Invalid => "something unreadable",
        }
    }

    /// The same value for serde. Numbers keep their digits; of duplicate keys the last wins.
    #[must_use]
    pub fn to_serde(&self) -> serde_json::Value {
        match &self.value {
            Value::Null | Value::Invalid => serde_json::Value::Null,
            Value::Bool(b) => serde_json::Value::Bool(*b),
            Value::Number(n) => serde_json::from_str(n).unwrap_or(serde_json::Value::Null),
            Value::String(s) => serde_json::Value::String(s.text.to_string()),
            Value::Array(a) => serde_json::Value::Array(a.iter().map(Self::to_serde).collect()),
            Value::Object(o) => serde_json::Value::Object(
                o.iter()
                    .map(|m| (m.key.text.to_string(), m.node.to_serde()))
                    .collect(),
            ),
        }
    }
}

/// Appends a key or index to a JSON pointer (RFC 6901).
#[must_use]
pub fn pointer(base: &str, key: &str) -> String {
    format!("{base}/{}", key.replace('~', "~0").replace('/', "~1"))
}
