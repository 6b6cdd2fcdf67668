//! The line of a file that a finding shows, secrets hidden.
//!
//! An exported package holds whole documents on one line; the human renderer trims what does not
//! fit around the caret.

use std::ops::Range;

use super::position::{floor, positions};
use super::veil::{Holds, veil};
use crate::{Label, Sources};

/// One line of a file and where a label lies in it.
pub(super) struct Excerpt<'a> {
    /// The file's name.
    pub name: &'a str,
    /// The line, without its end.
    pub text: String,
    /// The number of the line, from 1.
    pub line: usize,
    /// How many characters of the line stand before the text: none but on very long lines.
    pub skipped: usize,
    /// The label's bytes in the line; a label over several lines is cut to the first.
    pub span: Range<usize>,
    /// What stands there.
    pub label: &'a str,
}

/// How many bytes of a line are looked at on either side of a label.
const AROUND: usize = 8 * 1024;

/// The excerpt for a label; `None` where its file is not among the sources, or has no text to show.
pub(super) fn excerpt<'a>(label: &'a Label, sources: &'a Sources) -> Option<Excerpt<'a>> {
    let file = sources
        .get(label.place.source)
        .filter(|file| !file.text.is_empty())?;
    let text: &str = &file.text;
    let start = floor(text, label.place.span.start);
    let (position, _) = positions(file, &label.place.span);
    // Of a document on one line, a window that is wider than any secret and any terminal.
    let window = floor(text, start.saturating_sub(AROUND));
    let before = text.get(window..start).unwrap_or_default();
    let line_start = before.rfind('\n').map_or(window, |i| window + i + 1);
    let most = floor(text, start.saturating_add(AROUND));
    let line_end = text
        .get(start..most)
        .and_then(|t| t.find(['\n', '\r']))
        .map_or(most, |i| start + i);
    let shown = text.get(line_start..start).unwrap_or_default();
    let end = floor(text, label.place.span.end.clamp(start, line_end));
    Some(Excerpt {
        name: &file.name,
        text: veil(
            text.get(line_start..line_end).unwrap_or_default(),
            holds(label, &file.name),
        ),
        skipped: position.column - 1 - shown.chars().count(),
        line: position.line,
        span: start - line_start..end - line_start,
        label: &label.text,
    })
}

/// Whether a finding stands in a ConnectionJSON, by its attribute or by its file.
fn holds(label: &Label, file: &str) -> Holds {
    holds_in(label.place.attribute.as_deref(), file)
}

/// The same for an attribute, where it is known, and a file.
pub(super) fn holds_in(attribute: Option<&str>, file: &str) -> Holds {
    if attribute == Some("ConnectionJSON") || file.ends_with("ConnectionJSON.json") {
        Holds::Credentials
    } else {
        Holds::Anything
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::Place;

    #[test]
    fn a_label_over_several_lines_is_cut_to_its_first() {
        let mut sources = Sources::default();
        let source = sources.add("a.json", "one\ntwo three\r\nfour");
        let label = Label {
            place: Place::new(source, 8..20),
            text: String::new(),
        };
        let e = excerpt(&label, &sources).unwrap();
        assert_eq!((e.text.as_str(), e.span, e.line), ("two three", 4..9, 2));
        assert_eq!(e.skipped, 0);
    }

    #[test]
    fn of_a_very_long_line_a_window_is_shown() {
        let mut sources = Sources::default();
        let text = format!("first\n{}here{}", "é ".repeat(AROUND), " x".repeat(AROUND));
        let at = text.find("here").unwrap();
        let source = sources.add("a.json", text.as_str());
        let label = Label {
            place: Place::new(source, at..at + 4),
            text: String::new(),
        };
        let e = excerpt(&label, &sources).unwrap();
        assert_eq!(e.text.get(e.span.clone()), Some("here"));
        assert!(e.text.len() <= 2 * AROUND + 4);
        let column = e.skipped + e.text.get(..e.span.start).unwrap().chars().count();
        assert_eq!(column, 2 * AROUND);
        let found = crate::Diagnostic::new(crate::codes::JSON_SYNTAX, "x").at(label.place, "");
        let shown = crate::render::human(&[found], &sources, crate::render::Style::default());
        assert!(
            shown.contains(&format!("a.json:2:{}", 2 * AROUND + 1)),
            "{shown}"
        );
    }
}
