//! A refused text: where, what was found, what would have been accepted, and what to do.

use crate::ast::Span;

/// What kind of mistake a [`SyntaxError`] reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SyntaxErrorKind {
    /// Something stands where it can't.
    Unexpected,
    /// A binding, string, comment or bracket is never closed.
    Unterminated,
    /// A number or an escape that means nothing.
    Literal,
    /// The left side of an assignment, or the operand of `++`, is no place to put a value.
    Target,
    /// A limit of [`crate::limits`] is exceeded.
    Limit,
    /// A fault of this crate, never of the text.
    Internal,
}

/// A text that is not a template or script.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntaxError {
    /// What kind of mistake it is.
    pub kind: SyntaxErrorKind,
    /// The bytes at fault, counted in the text handed to the parser.
    pub span: Span,
    /// One clause, lower case, without full stop.
    pub message: String,
    /// What would have been accepted at the span's start, in words; may be empty.
    pub expected: Vec<String>,
    /// What to do about it.
    pub help: Option<String>,
}

impl SyntaxError {
    /// An error without alternatives or help.
    pub(crate) fn new(kind: SyntaxErrorKind, span: Span, message: impl Into<String>) -> Self {
        Self {
            kind,
            span,
            message: message.into(),
            expected: Vec::new(),
            help: None,
        }
    }

    /// The same error with a next step.
    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// A fault of this crate.
    pub(crate) fn internal(span: Span, what: &str) -> Self {
        Self::new(
            SyntaxErrorKind::Internal,
            span,
            format!("the parser lost its way at {what}"),
        )
        .help("report this text to the authors of bindery")
    }
}

impl std::fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for SyntaxError {}
