//! Text that belongs to several: a string without escapes is a piece of the text it stands in.
//!
//! A definition of 50 MB has a million strings; a copy of each, with an allocation of its own, would
//! take more memory than all the rest.

use std::borrow::Borrow;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::{Deref, Range};
use std::sync::Arc;

/// A piece of a text that is kept alive by it. Cheap to clone; two are equal where they read the same.
#[derive(Clone)]
pub struct SharedText {
    whole: Arc<str>,
    start: u32,
    end: u32,
}

impl SharedText {
    /// A byte range of a text; the whole text where the range is none of its.
    pub(super) fn piece(whole: &Arc<str>, range: Range<usize>) -> Self {
        let end = u32::try_from(range.end).ok();
        match (u32::try_from(range.start), end, whole.get(range)) {
            (Ok(start), Some(end), Some(_)) => Self {
                whole: Arc::clone(whole),
                start,
                end,
            },
            (.., Some(piece)) => Self::from(piece),
            _ => Self::from(&**whole),
        }
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        let range = self.start as usize..self.end as usize;
        self.whole.get(range).unwrap_or_default()
    }
}

impl Default for SharedText {
    fn default() -> Self {
        Self::from("")
    }
}

impl From<Arc<str>> for SharedText {
    fn from(whole: Arc<str>) -> Self {
        // Nothing that is read is longer than 64 MiB.
        let end = u32::try_from(whole.len()).unwrap_or(u32::MAX);
        Self {
            whole,
            start: 0,
            end,
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
        if text.as_str().len() == text.whole.len() {
            Self::clone(&text.whole)
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
