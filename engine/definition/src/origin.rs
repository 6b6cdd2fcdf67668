//! Where a text came from, through every level of strings it was written in.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use bindery_diagnostics::{Place, SourceId};

use crate::json::{SpanMap, escape};

/// A text that was parsed: a file, or a string inside another origin.
#[derive(Debug)]
pub struct Origin {
    source: SourceId,
    attribute: Option<Arc<str>>,
    /// The JSON pointer of this text inside its attribute.
    base: String,
    within: Option<(Arc<Self>, SpanMap)>,
}

impl Origin {
    /// A whole file.
    #[must_use]
    pub fn file(source: SourceId) -> Arc<Self> {
        Arc::new(Self {
            source,
            attribute: None,
            base: String::new(),
            within: None,
        })
    }

    /// A file that holds one attribute.
    #[must_use]
    pub fn attribute_file(source: SourceId, attribute: &str) -> Arc<Self> {
        Arc::new(Self {
            source,
            attribute: Some(attribute.into()),
            base: String::new(),
            within: None,
        })
    }

    /// A string of `outer` that holds an attribute; pointers start anew inside it.
    #[must_use]
    pub fn attribute_string(outer: &Arc<Self>, map: SpanMap, attribute: &str) -> Arc<Self> {
        Arc::new(Self {
            source: outer.source,
            attribute: Some(attribute.into()),
            base: String::new(),
            within: Some((Arc::clone(outer), map)),
        })
    }

    /// A string of `outer` at a pointer, itself parsed: `httpParams`.
    #[must_use]
    pub fn nested(outer: &Arc<Self>, map: SpanMap, pointer: impl fmt::Display) -> Arc<Self> {
        Arc::new(Self {
            source: outer.source,
            attribute: outer.attribute.clone(),
            base: format!("{}{pointer}", outer.base),
            within: Some((Arc::clone(outer), map)),
        })
    }

    /// The file.
    #[must_use]
    pub const fn source(&self) -> SourceId {
        self.source
    }

    /// The attribute, where the text is or belongs to one.
    #[must_use]
    pub fn attribute(&self) -> Option<&str> {
        self.attribute.as_deref()
    }

    /// Whether the text is a string of another text.
    #[must_use]
    pub const fn is_nested(&self) -> bool {
        self.within.is_some()
    }

    /// The bytes of the file behind a range of this text.
    #[must_use]
    pub fn span(&self, range: Range<usize>) -> Range<usize> {
        let mut range = range;
        let mut origin = self;
        while let Some((outer, map)) = &origin.within {
            range = map.outer(range);
            origin = outer;
        }
        range
    }

    /// A piece of this text as the file writes it: escaped once for every string around it.
    #[must_use]
    pub fn written(&self, text: &str) -> String {
        let mut written = text.to_owned();
        let mut origin = self;
        while let Some((outer, _)) = &origin.within {
            written = escape(&written);
            origin = outer;
        }
        written
    }

    /// The place of a range of this text, at a JSON pointer inside it.
    #[must_use]
    pub fn place(&self, range: Range<usize>, pointer: impl fmt::Display) -> Place {
        Place {
            source: self.source,
            span: self.span(range),
            attribute: self.attribute.as_deref().map(ToOwned::to_owned),
            path: Some(format!("{}{pointer}", self.base)),
        }
    }
}
