//! An error as a finding: its entry in the code book, its words, what helps to understand it.

use bindery_diagnostics::{Code, Diagnostic, Place, codes};

use crate::error::{EvalError, Kind};

impl Kind {
    /// The kind in plain words, for the label under the failing part.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::NullPointer => "asked of null",
            Self::MissingVariable => "no such name",
            Self::MissingProperty => "no such attribute",
            Self::MissingMethod => "no such method",
            Self::Syntax => "not valid here",
            Self::Arithmetic => "has no result",
            Self::Index => "out of range",
            Self::Other => "fails",
            Self::Limit => "over a limit",
            Self::Unsupported => "not available in bindings",
        }
    }
}

impl EvalError {
    /// The error as a finding; `place` is where its [`span`](Self::span) lies in a file, `None` for
    /// a text that stands in none.
    #[must_use]
    pub fn finding(&self, place: Option<Place>) -> Diagnostic {
        let code = Code::find(self.code).unwrap_or(codes::EVALUATION);
        let mut finding = Diagnostic::new(code, self.message.clone());
        finding.help.clone_from(&self.help);
        finding.notes.clone_from(&self.notes);
        match place {
            Some(place) => finding.at(place, self.kind.words()),
            None => finding,
        }
    }
}
