//! Lines and columns as people count them.

use std::ops::Range;

use crate::SourceFile;

/// A position in a file: both numbers start at 1, columns count characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

/// How many bytes lie between two marks.
const STRIDE: usize = 16 * 1024;

/// The positions of places at equal distances in a text: a finding in a document of 64 MB on one line
/// would else be counted to from its beginning.
#[derive(Debug, Clone, Default)]
pub(crate) struct Marks(Vec<(usize, Position)>);

impl Marks {
    fn of(text: &str) -> Self {
        let mut marks = Vec::new();
        let (mut at, mut position) = (0, Position { line: 1, column: 1 });
        while at + STRIDE < text.len() {
            let next = floor(text, at + STRIDE);
            position = advanced(position, text.get(at..next).unwrap_or_default());
            marks.push((next, position));
            at = next;
        }
        Self(marks)
    }

    fn position(&self, text: &str, offset: usize) -> Position {
        let offset = floor(text, offset);
        let index = self.0.partition_point(|(at, _)| *at <= offset);
        let mark = index.checked_sub(1).and_then(|i| self.0.get(i));
        let (at, position) = mark
            .copied()
            .unwrap_or((0, Position { line: 1, column: 1 }));
        advanced(position, text.get(at..offset).unwrap_or_default())
    }
}

/// The position behind a text that begins at a position.
fn advanced(from: Position, text: &str) -> Position {
    match text.rfind('\n') {
        Some(last) => Position {
            line: from.line + text.bytes().filter(|b| *b == b'\n').count(),
            column: text.get(last + 1..).map_or(0, |line| line.chars().count()) + 1,
        },
        None => Position {
            column: from.column + text.chars().count(),
            ..from
        },
    }
}

/// The positions of the first byte and of the end of a byte range of a file. Offsets outside the text,
/// or inside a character, are moved to the nearest character boundary before them.
#[must_use]
pub fn positions(file: &SourceFile, span: &Range<usize>) -> (Position, Position) {
    let marks = file.marks.get_or_init(|| Marks::of(&file.text));
    let at = |offset| marks.position(&file.text, offset);
    (at(span.start), at(span.end.max(span.start)))
}

/// The largest character boundary that is not past `offset`.
pub(super) fn floor(text: &str, offset: usize) -> usize {
    let mut at = offset.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::Sources;

    fn of(text: &str, span: Range<usize>) -> (Position, Position) {
        let mut sources = Sources::default();
        let source = sources.add("a.json", text);
        positions(sources.get(source).unwrap(), &span)
    }

    #[test]
    fn columns_count_characters_and_lines_start_at_one() {
        let (start, end) = of("aé\nüb", 4..7);
        assert_eq!(start, Position { line: 2, column: 1 });
        assert_eq!(end, Position { line: 2, column: 3 });
    }

    #[test]
    fn offsets_beyond_the_text_are_its_end() {
        assert_eq!(of("ab", 9..12).0, Position { line: 1, column: 3 });
    }

    #[test]
    fn long_texts_are_counted_as_if_from_their_beginning() {
        let line = "é1 ".repeat(STRIDE / 3);
        let text = format!("{line}\n\n{line}x\n{}", "y\n".repeat(STRIDE));
        for offset in [
            0,
            1,
            2,
            STRIDE - 1,
            STRIDE,
            STRIDE + 1,
            line.len() + 2,
            text.len() - 3,
        ] {
            let at = floor(&text, offset);
            let before = &text[..at];
            let last = before.rfind('\n').map_or(0, |i| i + 1);
            let expected = Position {
                line: before.matches('\n').count() + 1,
                column: before[last..].chars().count() + 1,
            };
            assert_eq!(of(&text, offset..offset).0, expected, "{offset}");
        }
    }
}
