//! One finding: what is wrong, where, why, and what to do next.

use crate::codes::Code;
use crate::place::Place;

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing; nothing breaks.
    Info,
    /// Likely to surprise.
    Warning,
    /// Cannot work.
    Error,
}

impl Severity {
    /// The word used in every output format.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// A place with a word on what stands there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub place: Place,
    /// What is there, in a few words; may be empty.
    pub text: String,
}

/// A stretch of a file and what to put there instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// The bytes to replace; an empty range inserts.
    pub place: Place,
    /// What to put there, written as the file wants it: escaped for every string that the place
    /// stands in.
    pub replacement: String,
}

/// A mechanical cure: edits that belong together, applied all or none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What it does, in the imperative.
    pub title: String,
    /// What to replace; no two overlap.
    pub edits: Vec<Edit>,
}

impl Fix {
    /// A fix of one edit.
    #[must_use]
    pub fn new(title: impl Into<String>, place: Place, replacement: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            edits: vec![Edit {
                place,
                replacement: replacement.into(),
            }],
        }
    }

    /// Adds an edit.
    #[must_use]
    pub fn and(mut self, place: Place, replacement: impl Into<String>) -> Self {
        self.edits.push(Edit {
            place,
            replacement: replacement.into(),
        });
        self
    }
}

/// A finding. Build one with [`Diagnostic::new`] and the `with_…` methods.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Its entry in the code book.
    pub code: Code,
    /// How bad it is here; starts as the code book's default.
    pub severity: Severity,
    /// One clause, lower case, no full stop.
    pub message: String,
    /// The place the message is about; `None` for run-time findings without a file.
    pub primary: Option<Label>,
    /// Other places that explain it.
    pub related: Vec<Label>,
    /// Facts that help to understand it.
    pub notes: Vec<String>,
    /// What to do next.
    pub help: Option<String>,
    /// A safe mechanical cure, where there is one.
    pub fix: Option<Fix>,
}

impl Diagnostic {
    /// A finding with the severity that the code book gives.
    #[must_use]
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity(),
            message: message.into(),
            primary: None,
            related: Vec::new(),
            notes: Vec::new(),
            help: None,
            fix: None,
        }
    }

    /// Sets the place the message is about and what stands there.
    #[must_use]
    pub fn at(mut self, place: Place, text: impl Into<String>) -> Self {
        self.primary = Some(Label {
            place,
            text: text.into(),
        });
        self
    }

    /// Adds another place.
    #[must_use]
    pub fn with_related(mut self, place: Place, text: impl Into<String>) -> Self {
        self.related.push(Label {
            place,
            text: text.into(),
        });
        self
    }

    /// Adds a fact.
    #[must_use]
    pub fn with_note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// Sets the next step.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Sets the mechanical cure.
    #[must_use]
    pub fn with_fix(mut self, fix: Fix) -> Self {
        self.fix = Some(fix);
        self
    }

    /// Sets the mechanical cure where there is one.
    #[must_use]
    pub fn with_fix_of(mut self, fix: Option<Fix>) -> Self {
        self.fix = fix;
        self
    }

    /// Overrides the severity.
    #[must_use]
    pub const fn with_severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }
}
