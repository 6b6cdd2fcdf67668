//! Where the bytes of a decoded string came from.
//!
//! A JSON string is decoded before anything in it can be parsed, and what is parsed may hold strings
//! that are decoded again: file → attribute → `httpParams` → binding. A [`SpanMap`] takes a byte
//! range of the decoded text back to the bytes of the text around it; [`crate::Origin`] chains maps
//! up to the file. Text between escapes maps byte by byte; an escape maps as a whole, because no
//! caret can stand inside one.
//!
//! A text is kept as runs of the same width: verbatim bytes, or escapes of one kind one after the
//! other. A short run takes one byte, and every [`STRIDE`] runs a mark says how far they came, so a
//! map is smaller than its text whatever stands there, and looking up stays fast.

use std::ops::Range;
use std::sync::Arc;

/// What a run repeats: decoded bytes, and the bytes they were written as.
const WIDTHS: [(u32, u32); 6] = [(1, 1), (1, 2), (1, 6), (2, 6), (3, 6), (4, 12)];
/// How many runs lie between two marks.
const STRIDE: usize = 64;
/// Counts below it share a byte with the width.
const MANY: u32 = 31;

/// So many steps of one width.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Run {
    width: u8,
    count: u32,
}

impl Run {
    fn widths(self) -> (u32, u32) {
        WIDTHS
            .get(usize::from(self.width))
            .copied()
            .unwrap_or((1, 1))
    }
}

/// A position in the runs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Mark {
    at: u32,
    outer: u32,
    offset: u32,
}

impl Mark {
    fn pass(&mut self, run: Run) {
        let (inner, outer) = run.widths();
        self.at += inner * run.count;
        self.outer += outer * run.count;
    }
}

/// The runs of a text that was not written as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Runs {
    bytes: Vec<u8>,
    marks: Vec<Mark>,
    /// How many runs there are in `bytes`.
    written: usize,
    /// Behind the runs in `bytes`.
    end: Mark,
    /// The last run, which may still grow.
    last: Run,
}

impl Runs {
    fn push(&mut self, width: u8, count: u32) {
        if self.last.count == 0 {
            self.last.width = width;
        }
        if self.last.width != width {
            self.write();
            self.last = Run { width, count: 0 };
        }
        self.last.count += count;
    }

    fn write(&mut self) {
        if self.written.is_multiple_of(STRIDE) {
            self.marks.push(self.end);
        }
        let Run { width, count } = self.last;
        let low = count.min(MANY);
        self.bytes.push(width << 5 | low.to_le_bytes()[0]);
        if low == MANY {
            let mut rest = count - MANY;
            while rest >= 0x80 {
                self.bytes.push(rest.to_le_bytes()[0] | 0x80);
                rest >>= 7;
            }
            self.bytes.push(rest.to_le_bytes()[0]);
        }
        self.end.pass(self.last);
        self.end.offset = narrow(self.bytes.len());
        self.written += 1;
    }

    /// The run at an offset of `bytes` and the offset behind it; the last run at the end.
    fn read(&self, offset: u32) -> (Run, u32) {
        let mut at = offset as usize;
        let Some(first) = self.bytes.get(at) else {
            return (self.last, offset);
        };
        at += 1;
        let mut count = u32::from(first & 31);
        if count == MANY {
            let mut shift = 0;
            while let Some(byte) = self.bytes.get(at) {
                at += 1;
                count += u32::from(byte & 0x7f) << shift;
                shift += 7;
                if byte & 0x80 == 0 {
                    break;
                }
            }
        }
        let width = first >> 5;
        (Run { width, count }, narrow(at))
    }

    /// The run that holds a decoded byte, and where it begins; the end behind all runs.
    fn find(&self, position: u32) -> (Mark, Option<Run>) {
        let index = self.marks.partition_point(|m| m.at <= position);
        let before = index.checked_sub(1).and_then(|i| self.marks.get(i));
        let mut mark = before.copied().unwrap_or_default();
        loop {
            let (run, offset) = self.read(mark.offset);
            let is_last = offset == mark.offset;
            let (inner, _) = run.widths();
            if position < mark.at + inner * run.count {
                return (mark, Some(run));
            }
            mark.pass(run);
            mark.offset = offset;
            if is_last {
                return (mark, None);
            }
        }
    }
}

/// Files hold at most 64 MiB, so nothing is cut.
fn narrow(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// A map from byte ranges of a decoded text to byte ranges of the text it was written in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SpanMap {
    /// `None` where the whole text was written as it is, which spares most strings an allocation.
    runs: Option<Arc<Runs>>,
    length: u32,
    /// Where the first byte was written.
    anchor: u32,
}

impl SpanMap {
    /// A map for a text whose first byte was written at `anchor` of the outer text.
    #[must_use]
    pub fn starting_at(anchor: usize) -> Self {
        Self {
            runs: None,
            length: 0,
            anchor: narrow(anchor),
        }
    }

    /// A map for `length` bytes written as they are at `anchor`.
    #[must_use]
    pub fn verbatim(anchor: usize, length: usize) -> Self {
        let mut map = Self::starting_at(anchor);
        map.push(length, length);
        map
    }

    /// Appends `length` decoded bytes that were written as the next `outer` bytes: as they are, or as
    /// one escape.
    pub fn push(&mut self, length: usize, outer: usize) {
        if length == 0 {
            return;
        }
        let (inner, outer) = (narrow(length), narrow(outer));
        let (width, count) = if inner == outer {
            (0, inner)
        } else {
            let index = WIDTHS.iter().position(|w| *w == (inner, outer));
            debug_assert!(index.is_some(), "no escape of {inner} to {outer} bytes");
            (
                u8::try_from(index.unwrap_or_default()).unwrap_or_default(),
                1,
            )
        };
        if width != 0 || self.runs.is_some() {
            let before = self.length;
            let runs = self.runs.get_or_insert_default();
            let runs = Arc::make_mut(runs);
            if runs.written == 0 && runs.last.count == 0 && before > 0 {
                runs.push(0, before);
            }
            runs.push(width, count);
        }
        self.length += inner;
    }

    /// The length of the decoded text in bytes.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.length as usize
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
        let start = self.outer_start(narrow(range.start));
        if range.end <= range.start {
            return start..start;
        }
        start..self.outer_end(narrow(range.end)).max(start)
    }

    fn outer_start(&self, position: u32) -> usize {
        let Some(runs) = &self.runs else {
            return (self.anchor + position.min(self.length)) as usize;
        };
        let (mark, run) = runs.find(position);
        let steps = run.map_or(0, |run| {
            let (inner, outer) = run.widths();
            (position - mark.at) / inner * outer
        });
        (self.anchor + mark.outer + steps) as usize
    }

    fn outer_end(&self, position: u32) -> usize {
        let Some(runs) = &self.runs else {
            return (self.anchor + position.min(self.length)) as usize;
        };
        let (mark, run) = runs.find(position.saturating_sub(1));
        let steps = run.map_or(0, |run| {
            let (inner, outer) = run.widths();
            (position - mark.at).div_ceil(inner) * outer
        });
        (self.anchor + mark.outer + steps) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `a\n\"b` written at byte 10.
    fn escaped() -> SpanMap {
        let mut map = SpanMap::starting_at(10);
        map.push(1, 1);
        map.push(1, 2);
        map.push(1, 2);
        map.push(1, 1);
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
    fn a_text_written_as_it_is_takes_no_runs() {
        let mut map = SpanMap::starting_at(0);
        map.push(2, 2);
        map.push(3, 3);
        assert!(map.runs.is_none());
        map.push(1, 2);
        map.push(2, 2);
        map.push(2, 2);
        assert_eq!(map.outer(4..8), 4..9);
        assert_eq!((map.len(), map.outer(0..10)), (10, 0..11));
    }

    #[test]
    fn long_texts_map_as_if_every_step_was_kept() {
        let mut map = SpanMap::starting_at(5);
        let (mut steps, mut at, mut outer) = (Vec::new(), 0, 5);
        for round in 0..1500usize {
            let (inner, written) = WIDTHS[round * round % 7 % WIDTHS.len()];
            let repeat = if round % 50 == 0 { 5000 } else { round % 3 + 1 };
            for _ in 0..repeat {
                let (inner, written) = (inner as usize, written as usize);
                map.push(inner, written);
                steps.push((at, outer, inner, written));
                (at, outer) = (at + inner, outer + written);
            }
        }
        for (at, outer, inner, written) in steps.iter().step_by(7) {
            assert_eq!(map.outer(*at..at + inner), *outer..outer + written);
            // From inside of an escape to inside of it: the whole of it.
            let last = at + inner - 1;
            let from = if inner == written {
                outer + inner - 1
            } else {
                *outer
            };
            assert_eq!(map.outer(last..last + 1), from..outer + written);
        }
        assert_eq!(map.outer(0..usize::MAX), 5..outer);
    }

    #[test]
    fn a_map_is_smaller_than_its_text() {
        for (every, inner, written) in [(0, 2, 6), (1, 1, 2)] {
            let mut map = SpanMap::starting_at(0);
            let mut text = 0;
            for _ in 0..100_000 {
                map.push(every, every);
                map.push(inner, written);
                text += every + written;
            }
            let size = map
                .runs
                .as_ref()
                .map_or(0, |r| r.bytes.len() + r.marks.len() * size_of::<Mark>());
            assert!(size < text, "{size} of {text}");
        }
    }
}
