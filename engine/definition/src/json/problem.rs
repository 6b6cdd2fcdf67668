//! What can be wrong with JSON text, as data.

use std::ops::Range;

use bindery_diagnostics::{Code, Diagnostic, Fix, codes};

use crate::origin::Origin;

/// The kind of a problem; it decides the code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProblemKind {
    /// Not JSON; what was meant had to be guessed or left out.
    Syntax,
    /// A comma before a closing bracket; read without loss.
    TrailingComma,
    /// A raw control character in a string; read without loss.
    ControlCharacter,
    /// A key that occurs twice.
    DuplicateKey,
}

impl ProblemKind {
    /// The entry of the code book.
    #[must_use]
    pub const fn code(self) -> Code {
        match self {
            Self::Syntax => codes::JSON_SYNTAX,
            Self::TrailingComma => codes::TRAILING_COMMA,
            Self::ControlCharacter => codes::CONTROL_CHARACTER,
            Self::DuplicateKey => codes::DUPLICATE_KEY,
        }
    }
}

/// One thing that is wrong with a JSON text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Its kind.
    pub kind: ProblemKind,
    /// The bytes of the parsed text.
    pub span: Range<usize>,
    /// One clause.
    pub message: String,
    /// What stands there.
    pub label: String,
    /// What to do.
    pub help: Option<String>,
    /// A replacement for the span that mends it.
    pub fix: Option<String>,
    /// Another place that explains it.
    pub related: Option<(Range<usize>, &'static str)>,
}

impl Problem {
    /// A problem with a message only.
    #[must_use]
    pub fn new(kind: ProblemKind, span: Range<usize>, message: impl Into<String>) -> Self {
        Self {
            kind,
            span,
            message: message.into(),
            label: String::new(),
            help: None,
            fix: None,
            related: None,
        }
    }

    /// Sets what stands there.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Sets what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Sets the replacement.
    #[must_use]
    pub fn fix(mut self, replacement: impl Into<String>) -> Self {
        self.fix = Some(replacement.into());
        self
    }

    /// The problem as a diagnostic in the file that the text came from.
    #[must_use]
    pub fn into_diagnostic(self, origin: &Origin) -> Diagnostic {
        let mut diagnostic = Diagnostic::new(self.kind.code(), self.message)
            .at(origin.place(self.span.clone(), ""), self.label);
        if let Some((span, text)) = self.related {
            diagnostic = diagnostic.with_related(origin.place(span, ""), text);
        }
        if let Some(help) = self.help {
            diagnostic = diagnostic.with_help(help);
        }
        // Inside a string the replacement would have to be escaped; offer fixes at the top level only.
        if let Some(replacement) = self.fix
            && !origin.is_nested()
        {
            diagnostic = diagnostic.with_fix(Fix {
                title: if replacement.is_empty() {
                    "remove it".into()
                } else {
                    format!("put `{replacement}` here")
                },
                place: origin.place(self.span, ""),
                replacement,
            });
        }
        diagnostic
    }
}
