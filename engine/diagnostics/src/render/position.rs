//! Lines and columns as people count them.

use std::ops::Range;

/// A position in a file: both numbers start at 1, columns count characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

/// The positions of the first byte and of the end of a byte range. Offsets outside the text, or
/// inside a character, are moved to the nearest character boundary before them.
#[must_use]
pub fn line_column(text: &str, span: &Range<usize>) -> (Position, Position) {
    (
        position(text, span.start),
        position(text, span.end.max(span.start)),
    )
}

/// The largest character boundary that is not past `offset`.
pub(super) fn floor(text: &str, offset: usize) -> usize {
    let mut at = offset.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn position(text: &str, offset: usize) -> Position {
    let before = text.get(..floor(text, offset)).unwrap_or_default();
    let line_start = before.rfind('\n').map_or(0, |i| i + 1);
    Position {
        line: before.bytes().filter(|b| *b == b'\n').count() + 1,
        column: before
            .get(line_start..)
            .map_or(0, |line| line.chars().count())
            + 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_lines_start_at_one() {
        let text = "aé\nüb";
        let (start, end) = line_column(text, &(4..7));
        assert_eq!(start, Position { line: 2, column: 1 });
        assert_eq!(end, Position { line: 2, column: 3 });
    }

    #[test]
    fn offsets_beyond_the_text_are_its_end() {
        assert_eq!(
            line_column("ab", &(9..12)).0,
            Position { line: 1, column: 3 }
        );
    }
}
