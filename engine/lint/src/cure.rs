//! Mechanical cures that need no escaping.
//!
//! A text may stand inside a string inside a string; a replacement of letters, digits and a few marks
//! is written the same at every depth, so only such ones are offered.

use bindery_diagnostics::{Diagnostic, Fix, Place};

/// Marks that no level of quoting changes, beside letters and digits.
const PLAIN: &[u8] = b"-_./:;=+?& ";

/// Adds the cure that puts another text at a place, where that text is written the same everywhere.
pub(crate) fn replace(diagnostic: Diagnostic, place: Place, replacement: &str) -> Diagnostic {
    let is_plain = |b: u8| b.is_ascii_alphanumeric() || PLAIN.contains(&b);
    if !replacement.bytes().all(is_plain) {
        return diagnostic;
    }
    let title = if replacement.is_empty() {
        "remove it".to_owned()
    } else {
        format!("write `{replacement}`")
    };
    diagnostic.with_fix(Fix::new(title, place, replacement))
}
