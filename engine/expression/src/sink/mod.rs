//! Where rendered text goes, which decides how bindings are escaped (design D4).
//!
//! The text of the author is never changed but for blanks in URLs and forms; the text of bindings
//! is escaped for the place it stands in.

mod form;
mod header;
mod json;
mod url;
mod xml;

pub use form::{Blank, encode_form};

use bindery_grammar::ast::Span;

use crate::error::{EvalError, Kind, Outcome};
use crate::program::Binding;

/// The place a template is rendered for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Sink {
    /// Nothing is escaped: `eval`, call conditions, names.
    #[default]
    Text,
    /// A JSON body: escaped inside string literals; the result must parse.
    Json,
    /// A form body (`a=b&c=d`): percent-encoded, blanks as `%20`.
    Form,
    /// A form body whose blanks become `+`.
    FormPlus,
    /// A URL: encoded by position, unless the binding begins it.
    Url,
    /// A header value: line breaks are refused.
    Header,
    /// XML text and attribute values.
    Xml,
    /// Plain substitution, for connections with `escape = "eic"`.
    Plain,
}

/// A part of a template with its text.
#[derive(Debug)]
pub(crate) struct Piece<'t> {
    pub(crate) text: std::borrow::Cow<'t, str>,
    /// The binding it came from.
    pub(crate) origin: Option<Origin>,
}

/// What is known of the binding that gave a text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Origin {
    pub(crate) span: Span,
    pub(crate) quotes: bool,
    pub(crate) slashes: bool,
}

impl<'t> Piece<'t> {
    pub(crate) fn literal(text: &'t str) -> Self {
        Self {
            text: text.into(),
            origin: None,
        }
    }

    pub(crate) fn binding(text: String, binding: &Binding) -> Self {
        let origin = Origin {
            span: binding.span,
            quotes: binding.quotes,
            slashes: binding.slashes,
        };
        Self {
            text: text.into(),
            origin: Some(origin),
        }
    }
}

impl Sink {
    pub(crate) fn assemble(self, pieces: &[Piece<'_>]) -> Outcome<String> {
        match self {
            Self::Text | Self::Plain => Ok(pieces.iter().map(|piece| &*piece.text).collect()),
            Self::Json => json::assemble(pieces),
            Self::Form => Ok(form::assemble(pieces, Blank::Percent)),
            Self::FormPlus => Ok(form::assemble(pieces, Blank::Plus)),
            Self::Url => url::assemble(pieces),
            Self::Header => header::assemble(pieces),
            Self::Xml => Ok(xml::assemble(pieces)),
        }
    }
}

/// The code of a text that is not safe for its sink.
const UNSAFE: &str = "B5004";
/// The code of a body that is no JSON.
const BROKEN_BODY: &str = "B4010";

/// A text that its sink does not take.
fn unsafe_text<T>(origin: Option<Origin>, message: String, help: &str) -> Outcome<T> {
    let mut error = EvalError::new(Kind::Other, message)
        .with_code(UNSAFE)
        .with_help(help);
    if let Some(origin) = origin {
        error = error.at(origin.span.range());
    }
    Err(Box::new(error))
}

/// Whether bytes at a position are `%XX`.
fn is_escape(bytes: &[u8], at: usize) -> bool {
    let hex = |offset: usize| bytes.get(at + offset).is_some_and(u8::is_ascii_hexdigit);
    bytes.get(at) == Some(&b'%') && hex(1) && hex(2)
}

/// Appends text percent-encoded but for unreserved bytes, those of `kept`, and `%XX`.
fn percent(out: &mut String, text: &str, kept: &[u8]) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    let bytes = text.as_bytes();
    for (at, byte) in bytes.iter().enumerate() {
        let plain = byte.is_ascii_alphanumeric() || b"-._~".contains(byte) || kept.contains(byte);
        if plain || is_escape(bytes, at) {
            out.push(char::from(*byte));
        } else {
            out.push('%');
            for digit in [byte >> 4, byte & 15] {
                out.push(char::from(HEX[usize::from(digit)]));
            }
        }
    }
}
