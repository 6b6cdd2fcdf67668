//! Places in source files: which file, which bytes, which attribute, which JSON path.

use std::fmt;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use crate::render::Marks;

/// A file that diagnostics point into.
#[derive(Clone)]
pub struct SourceFile {
    /// Its name as shown: a path, or `Package.zip!Connection_….json` inside a package.
    pub name: String,
    /// Its text, byte order mark removed.
    pub text: Arc<str>,
    /// Where its lines are, once that was asked for.
    pub(crate) marks: OnceLock<Marks>,
}

impl fmt::Debug for SourceFile {
    /// Shows the name and length only: a definition may hold secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SourceFile({:?}, {} bytes)", self.name, self.text.len())
    }
}

/// The index of a file in [`Sources`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(pub usize);

/// Every file read in one go; diagnostics refer to them by [`SourceId`].
#[derive(Debug, Clone, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
}

impl Sources {
    /// Adds a file and returns its id.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<Arc<str>>) -> SourceId {
        self.files.push(SourceFile {
            name: name.into(),
            text: text.into(),
            marks: OnceLock::new(),
        });
        SourceId(self.files.len() - 1)
    }

    /// The file behind an id; `None` for an id of other sources.
    #[must_use]
    pub fn get(&self, id: SourceId) -> Option<&SourceFile> {
        self.files.get(id.0)
    }

    /// All files in the order they were added.
    pub fn iter(&self) -> impl Iterator<Item = (SourceId, &SourceFile)> {
        self.files.iter().enumerate().map(|(i, f)| (SourceId(i), f))
    }
}

/// Where something stands.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Place {
    /// The file.
    pub source: SourceId,
    /// The bytes of the file's text, through every level of string escaping.
    pub span: Range<usize>,
    /// The connection attribute, such as `ImportAccountEntJSON`.
    pub attribute: Option<String>,
    /// A JSON pointer inside the attribute (or inside the file where there is no attribute).
    pub path: Option<String>,
}

impl Place {
    /// A place in a file without attribute or path.
    #[must_use]
    pub const fn new(source: SourceId, span: Range<usize>) -> Self {
        Self {
            source,
            span,
            attribute: None,
            path: None,
        }
    }
}
