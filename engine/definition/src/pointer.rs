//! JSON pointers as chains: neighbours share the way to their object.
//!
//! A definition of 50 MB has a million texts. As text, each pointer is longer than what it points
//! at, and few are ever asked for.

use std::fmt;
use std::sync::Arc;

use crate::json::SharedText;

/// Where a value stands in its text: nothing for the whole of it. Cheap to clone.
#[derive(Clone, Default)]
pub(crate) struct Pointer(Option<Arc<Step>>);

struct Step {
    from: Pointer,
    to: Name,
}

enum Name {
    Key(SharedText),
    Index(usize),
}

impl Pointer {
    /// The whole text.
    pub const ROOT: Self = Self(None);

    /// The value of a key.
    pub fn key(&self, key: &SharedText) -> Self {
        self.step(Name::Key(key.clone()))
    }

    /// An element of a list.
    pub fn index(&self, index: usize) -> Self {
        self.step(Name::Index(index))
    }

    fn step(&self, to: Name) -> Self {
        Self(Some(Arc::new(Step {
            from: self.clone(),
            to,
        })))
    }
}

impl fmt::Display for Pointer {
    /// As RFC 6901 writes it. Definitions are no deeper than what their reader takes.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(step) = &self.0 else { return Ok(()) };
        step.from.fmt(f)?;
        match &step.to {
            Name::Key(key) if key.contains(['~', '/']) => {
                f.write_str(&crate::json::pointer("", key))
            }
            Name::Key(key) => write!(f, "/{key}"),
            Name::Index(index) => write!(f, "/{index}"),
        }
    }
}
