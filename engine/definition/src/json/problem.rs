//! What can be wrong with JSON text, as data.

use std::ops::Range;

use bindery_diagnostics::{Code, Diagnostic, Edit, Fix, codes};

use crate::origin::Origin;

/// The kind of a problem; it decides the code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProblemKind {
    /// Not JSON; what was meant had to be guessed or left out.
    Syntax,
    /// Half of a surrogate pair in a string; it stands for no character.
    HalfSurrogate,
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
            Self::Syntax | Self::HalfSurrogate => codes::JSON_SYNTAX,
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
    /// Replacements of ranges of the parsed text that mend it together.
    pub edits: Vec<(Range<usize>, String)>,
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
            edits: Vec::new(),
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

    /// Mends it by replacing its span.
    #[must_use]
    pub fn fix(self, replacement: impl Into<String>) -> Self {
        let span = self.span.clone();
        self.edit(span, replacement)
    }

    /// Mends it by replacing a range, together with the other edits.
    #[must_use]
    pub fn edit(mut self, range: Range<usize>, replacement: impl Into<String>) -> Self {
        self.edits.push((range, replacement.into()));
        self
    }

    /// Whether it is that the text ends.
    pub(super) fn is_at_end(&self, text: &str) -> bool {
        self.span.start >= text.trim_end().len()
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
        let title = match self.edits.as_slice() {
            [] => return diagnostic,
            [(_, replacement)] if replacement.is_empty() => "remove it".to_owned(),
            [(_, replacement)] => format!("put `{replacement}` here"),
            _ => "write it as JSON wants it".to_owned(),
        };
        diagnostic.with_fix(Fix {
            title,
            edits: self
                .edits
                .into_iter()
                .map(|(range, replacement)| Edit {
                    place: origin.place(range, ""),
                    replacement: origin.written(&replacement),
                })
                .collect(),
        })
    }
}
