//! Where the bytes of a decoded string came from.
//!
//! A JSON string is decoded before anything in it can be parsed, and what is parsed may hold strings
//! that are decoded again: file → attribute → `httpParams` → binding. A [`SpanMap`] takes a byte
//! range of the decoded text back to the bytes of the text around it; [`crate::Origin`] chains maps
//! up to the file. Text between escapes maps byte by byte; an escape maps as a whole, because no
//! caret can stand inside one.

use std::ops::Range;

/// A stretch of decoded text and the bytes it was decoded from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Segment {
    at: usize,
    length: usize,
    outer: usize,
    outer_length: usize,
}

impl Segment {
    const fn is_verbatim(&self) -> bool {
        self.length == self.outer_length
    }
}

/// A map from byte ranges of a decoded text to byte ranges of the text it was written in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SpanMap {
    /// Empty where the whole text was written as it is, which spares most strings an allocation.
    segments: Vec<Segment>,
    length: usize,
    /// Where the first byte was written.
    anchor: usize,
}

impl SpanMap {
    /// A map for a text whose first byte was written at `anchor` of the outer text.
    #[must_use]
    pub const fn starting_at(anchor: usize) -> Self {
        Self {
            segments: Vec::new(),
            length: 0,
            anchor,
        }
    }

    /// A map for `length` bytes written as they are at `anchor`.
    #[must_use]
    pub fn verbatim(anchor: usize, length: usize) -> Self {
        let mut map = Self::starting_at(anchor);
        map.push(length, anchor..anchor + length);
        map
    }

    /// Appends `length` decoded bytes that were written as the bytes `outer`.
    pub fn push(&mut self, length: usize, outer: Range<usize>) {
        let outer_length = outer.end.saturating_sub(outer.start);
        if length == 0 {
            return;
        }
        if self.segments.is_empty() {
            if length == outer_length && outer.start == self.anchor + self.length {
                self.length += length;
                return;
            }
            if self.length > 0 {
                self.segments.push(Segment {
                    at: 0,
                    length: self.length,
                    outer: self.anchor,
                    outer_length: self.length,
                });
            }
        }
        let segment = Segment {
            at: self.length,
            length,
            outer: outer.start,
            outer_length,
        };
        self.length += length;
        if let Some(last) = self.segments.last_mut()
            && last.is_verbatim()
            && segment.is_verbatim()
            && last.outer + last.outer_length == segment.outer
        {
            last.length += length;
            last.outer_length += outer_length;
            return;
        }
        self.segments.push(segment);
    }

    /// The length of the decoded text in bytes.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.length
    }

    /// Whether the decoded text is empty.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// The outer bytes of a range of decoded bytes. A range that begins or ends inside an escape is
    /// widened to the whole escape; a range beyond the end is cut.
    #[must_use]
    pub fn outer(&self, range: Range<usize>) -> Range<usize> {
        let start = self.outer_start(range.start);
        if range.end <= range.start {
            return start..start;
        }
        start..self.outer_end(range.end).max(start)
    }

    fn segment_at(&self, position: usize) -> Option<&Segment> {
        let index = self.segments.partition_point(|s| s.at <= position);
        self.segments.get(index.checked_sub(1)?)
    }

    fn outer_start(&self, position: usize) -> usize {
        match self.segment_at(position) {
            None => self.anchor + position.min(self.length),
            Some(s) if position >= s.at + s.length => s.outer + s.outer_length,
            Some(s) if s.is_verbatim() => s.outer + (position - s.at),
            Some(s) => s.outer,
        }
    }

    fn outer_end(&self, position: usize) -> usize {
        match self.segment_at(position.saturating_sub(1)) {
            None => self.anchor + position.min(self.length),
            Some(s) if s.is_verbatim() => s.outer + (position - s.at).min(s.length),
            Some(s) => s.outer + s.outer_length,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `a\n\"b` written at byte 10.
    fn escaped() -> SpanMap {
        let mut map = SpanMap::starting_at(10);
        map.push(1, 10..11);
        map.push(1, 11..13);
        map.push(1, 13..15);
        map.push(1, 15..16);
        map
    }

    #[test]
    fn text_between_escapes_maps_byte_by_byte_and_an_escape_as_a_whole() {
        let map = escaped();
        assert_eq!(map.outer(0..1), 10..11);
        assert_eq!(map.outer(1..2), 11..13);
        assert_eq!(map.outer(2..4), 13..16);
        assert_eq!(map.outer(0..4), 10..16);
        assert_eq!(map.outer(4..4), 16..16);
        assert_eq!(map.outer(9..12), 16..16);
    }

    #[test]
    fn an_empty_text_maps_to_where_it_stood() {
        assert_eq!(SpanMap::starting_at(7).outer(0..3), 7..7);
    }

    #[test]
    fn neighbouring_verbatim_stretches_become_one() {
        let mut map = SpanMap::starting_at(0);
        map.push(2, 0..2);
        map.push(3, 2..5);
        assert!(map.segments.is_empty());
        map.push(1, 5..7);
        map.push(2, 7..9);
        map.push(2, 9..11);
        assert_eq!(map.segments.len(), 3);
        assert_eq!(map.outer(4..8), 4..9);
    }
}
