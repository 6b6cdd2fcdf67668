//! The line of a file that a finding shows, secrets hidden.
//!
//! An exported package holds whole documents on one line; the human renderer trims what does not
//! fit around the caret.

use std::ops::Range;

use super::position::{floor, line_column};
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
    /// The label's bytes in the line; a label over several lines is cut to the first.
    pub span: Range<usize>,
    /// What stands there.
    pub label: &'a str,
}

/// The excerpt for a label; `None` where its file is not among the sources, or has no text to show.
pub(super) fn excerpt<'a>(label: &'a Label, sources: &'a Sources) -> Option<Excerpt<'a>> {
    let file = sources
        .get(label.place.source)
        .filter(|file| !file.text.is_empty())?;
    let text: &str = &file.text;
    let start = floor(text, label.place.span.start);
    let line_start = text
        .get(..start)
        .and_then(|t| t.rfind('\n'))
        .map_or(0, |i| i + 1);
    let line_end = text
        .get(start..)
        .and_then(|t| t.find(['\n', '\r']))
        .map_or(text.len(), |i| start + i);
    let end = floor(text, label.place.span.end.clamp(start, line_end));
    Some(Excerpt {
        name: &file.name,
        text: veil(
            text.get(line_start..line_end).unwrap_or_default(),
            holds(label, &file.name),
        ),
        line: line_column(text, &label.place.span).0.line,
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
    }
}
