//! Text that belongs to several: a string without escapes is a piece of the text it stands in.
//!
//! A definition of 50 MB has a million strings; a copy of each, with an allocation of its own, would
//! take more memory than all the rest. A piece is two words long, and so is a string of JSON: where
//! its bytes were written follows from the text it is a piece of.

use std::borrow::Borrow;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::{Deref, Range};
use std::sync::Arc;

use super::SpanMap;

/// A text that others are pieces of.
struct Whole {
    text: Arc<str>,
    /// Where its bytes were written, where it was decoded from another text.
    map: Option<SpanMap>,
}

/// A piece of a text that is kept alive by it. Cheap to clone; two are equal where they read the same.
#[derive(Clone)]
pub struct SharedText {
    whole: Arc<Whole>,
    range: ByteRange,
}

/// A range of bytes of a text, at half the size of [`Range`]: nothing that is read is longer than
/// 64 MiB.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ByteRange {
    start: u32,
    end: u32,
}

impl ByteRange {
    /// The same as a range.
    #[must_use]
    pub const fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

impl From<Range<usize>> for ByteRange {
    fn from(range: Range<usize>) -> Self {
        let narrow = |at| u32::try_from(at).unwrap_or(u32::MAX);
        Self {
            start: narrow(range.start),
            end: narrow(range.end),
        }
    }
}

impl SharedText {
    /// A byte range of this text; the whole text where the range is none of its.
    #[must_use]
    pub(super) fn piece(&self, range: Range<usize>) -> Self {
        let range = ByteRange::from(range);
        let is_inside = self.as_str().get(range.range()).is_some();
        let base = self.range.start;
        Self {
            whole: Arc::clone(&self.whole),
            range: if is_inside {
                ByteRange {
                    start: base + range.start,
                    end: base + range.end,
                }
            } else {
                self.range
            },
        }
    }

    /// A text with the way its bytes were written.
    pub(super) fn decoded(text: Arc<str>, map: SpanMap) -> Self {
        let range = ByteRange::from(0..text.len());
        let whole = Whole {
            text,
            map: Some(map),
        };
        Self {
            whole: Arc::new(whole),
            range,
        }
    }

    /// Where its bytes were written: those of a decoded text where it says so, those of a piece where
    /// the piece stands.
    pub(super) fn map(&self) -> SpanMap {
        match &self.whole.map {
            Some(map) => map.clone(),
            None => {
                let range = self.range.range();
                SpanMap::verbatim(range.start, range.len())
            }
        }
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.whole.text.get(self.range.range()).unwrap_or_default()
    }
}

impl Default for SharedText {
    fn default() -> Self {
        Self::from("")
    }
}

impl From<Arc<str>> for SharedText {
    fn from(text: Arc<str>) -> Self {
        let range = ByteRange::from(0..text.len());
        Self {
            whole: Arc::new(Whole { text, map: None }),
            range,
        }
    }
}

impl From<&str> for SharedText {
    fn from(text: &str) -> Self {
        Self::from(Arc::<str>::from(text))
    }
}

impl From<String> for SharedText {
    fn from(text: String) -> Self {
        Self::from(Arc::<str>::from(text))
    }
}

impl From<&SharedText> for Arc<str> {
    /// The text itself where it is a whole one, else a copy.
    fn from(text: &SharedText) -> Self {
        if text.as_str().len() == text.whole.text.len() {
            Self::clone(&text.whole.text)
        } else {
            text.as_str().into()
        }
    }
}

impl Deref for SharedText {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl Borrow<str> for SharedText {
    fn borrow(&self) -> &str {
        self.as_str()
    }
}

impl PartialEq for SharedText {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for SharedText {}

impl PartialEq<str> for SharedText {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}

impl PartialEq<&str> for SharedText {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}

impl Hash for SharedText {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

impl fmt::Display for SharedText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_str().fmt(f)
    }
}

impl fmt::Debug for SharedText {
    /// Shows the length only: it may be a secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SharedText({} bytes)", self.as_str().len())
    }
}
