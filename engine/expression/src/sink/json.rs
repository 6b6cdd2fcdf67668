//! JSON bodies: bindings inside string literals are escaped, and the whole must parse.

use super::{BROKEN_BODY, Piece, unsafe_text};
use crate::error::Outcome;

pub(super) fn assemble(pieces: &[Piece<'_>]) -> Outcome<String> {
    let mut out = String::new();
    let mut starts = Vec::with_capacity(pieces.len());
    let mut place = Place::default();
    for piece in pieces {
        starts.push(out.len());
        match piece.origin {
            None => {
                place.walk(&piece.text);
                out.push_str(&piece.text);
            }
            Some(origin) if place.inside && !origin.quotes => escape(&mut out, &piece.text),
            Some(_) => out.push_str(&piece.text),
        }
    }
    if out.trim().is_empty() {
        return Ok(out);
    }
    match serde_json::from_str::<serde::de::IgnoredAny>(&out) {
        Ok(_) => Ok(out),
        Err(error) => {
            let offset = offset_of(&out, error.line(), error.column());
            let blamed = pieces
                .iter()
                .zip(&starts)
                .rev()
                .find(|(piece, start)| piece.origin.is_some() && **start <= offset);
            let message = match blamed {
                Some((piece, _)) => {
                    let shown: String = piece.text.chars().take(40).collect();
                    format!("the body is no JSON near this binding, which gave `{shown}`")
                }
                None => "the body is no JSON".to_owned(),
            };
            let result = unsafe_text(
                blamed.and_then(|(piece, _)| piece.origin),
                message,
                "put the binding in quotes, or give valid JSON",
            );
            result.map_err(|error| Box::new(error.with_code(BROKEN_BODY)))
        }
    }
}

/// Where the text of an author stands: inside a string literal or not.
#[derive(Debug, Default)]
struct Place {
    inside: bool,
    escaped: bool,
}

impl Place {
    fn walk(&mut self, text: &str) {
        for byte in text.bytes() {
            match byte {
                _ if self.escaped => self.escaped = false,
                b'\\' if self.inside => self.escaped = true,
                b'"' => self.inside = !self.inside,
                _ => {}
            }
        }
    }
}

/// Appends text as the inside of a JSON string literal.
pub(super) fn escape(out: &mut String, text: &str) {
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{0}'..='\u{1f}' => out.push_str(&format!("\\u{:04x}", u32::from(letter))),
            _ => out.push(letter),
        }
    }
}

fn offset_of(text: &str, line: usize, column: usize) -> usize {
    let before: usize = text
        .split_inclusive('\n')
        .take(line.saturating_sub(1))
        .map(str::len)
        .sum();
    before + column
}
