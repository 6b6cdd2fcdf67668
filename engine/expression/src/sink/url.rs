//! URLs: a binding is a path segment before the `?` and a query value after it, unless it begins
//! the URL or builds URL syntax by hand. No binding brings in `..` or a line break.

use super::{Piece, percent, unsafe_text};
use crate::error::Outcome;

/// What stands unencoded in a path segment besides unreserved characters.
const SEGMENT: &[u8] = b"!$&'()*+,;=:@";
/// What stands unencoded in a query value.
const QUERY: &[u8] = b"!$'()*,;=:@/?";
/// What stands unencoded where the author writes URL syntax.
const SYNTAX: &[u8] = b"!$&'()*+,;=:@/?#[]";

pub(super) fn assemble(pieces: &[Piece<'_>]) -> Outcome<String> {
    let mut out = String::new();
    for piece in pieces {
        if piece.text.contains(['\r', '\n', '\0']) && piece.origin.is_some() {
            return unsafe_text(
                piece.origin,
                "a URL holds a line break".to_owned(),
                "remove it with `.trim()` or `.replaceAll('\\\\s+', '')`",
            );
        }
        let start = out.len();
        match piece.origin {
            None => out.push_str(&piece.text.replace(' ', "%20")),
            Some(origin) => {
                let begins = out.trim().is_empty();
                let kept = if begins || origin.slashes {
                    SYNTAX
                } else if out.contains('?') {
                    QUERY
                } else {
                    SEGMENT
                };
                percent(&mut out, &piece.text, kept);
                if !begins && climbs(&out, start) {
                    return unsafe_text(
                        piece.origin,
                        "a binding brings `..` into a URL".to_owned(),
                        "check the value: it would leave the path that the author wrote",
                    );
                }
            }
        }
    }
    Ok(out)
}

/// Whether a path segment that ends at or after `start` is `.` or `..`, also written `%2e`.
fn climbs(url: &str, start: usize) -> bool {
    let path = url.split(['?', '#']).next().unwrap_or(url);
    let mut end = 0;
    path.split('/').any(|segment| {
        end += segment.len() + 1;
        let plain = segment.to_ascii_lowercase().replace("%2e", ".");
        end > start && matches!(plain.as_str(), "." | "..")
    })
}
