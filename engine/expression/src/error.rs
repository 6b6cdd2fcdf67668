//! What goes wrong while a binding is compiled or evaluated, as data.
//!
//! An error has a kind in Groovy's terms, a code of the code book (design D12), the bytes of the
//! template it points at, and a next step where there is one. Rendering it is the work of others.

use std::fmt;
use std::ops::Range;

use bindery_grammar::{SyntaxError, SyntaxErrorKind};

use crate::value::Value;

/// The kind of an error, named as the conformance cases name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Something was asked of null.
    NullPointer,
    /// A root name that nothing binds.
    MissingVariable,
    /// An object without that property.
    MissingProperty,
    /// An object without that method, or arguments that no method takes.
    MissingMethod,
    /// Text that does not compile, an unknown class included.
    Syntax,
    /// Division by zero and its relatives.
    Arithmetic,
    /// An index outside its list or string.
    Index,
    /// Casts, number formats, dates, thrown exceptions.
    Other,
    /// A limit of the sandbox was reached.
    Limit,
    /// Groovy knows this, bindery refuses it.
    Unsupported,
}

impl Kind {
    /// The name that `eval --jsonl` prints: `null_pointer`, `missing_variable`, …
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::NullPointer => "null_pointer",
            Self::MissingVariable => "missing_variable",
            Self::MissingProperty => "missing_property",
            Self::MissingMethod => "missing_method",
            Self::Syntax => "syntax",
            Self::Arithmetic => "arithmetic",
            Self::Index => "index",
            Self::Other => "other",
            Self::Limit => "limit",
            Self::Unsupported => "unsupported",
        }
    }

    /// The code that errors of this kind carry unless they have one of their own.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Syntax => "B0001",
            Self::NullPointer => "B4001",
            Self::MissingVariable => "B4002",
            Self::MissingProperty => "B4003",
            Self::MissingMethod => "B4004",
            Self::Arithmetic => "B4005",
            Self::Index => "B4006",
            Self::Other => "B4007",
            Self::Limit => "B4008",
            Self::Unsupported => "B4009",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

/// An error of an evaluation or a rendering.
#[derive(Debug, Clone)]
pub struct EvalError {
    /// What kind of failure it is.
    pub kind: Kind,
    /// One clause, lower case, without a full stop.
    pub message: String,
    /// The bytes of the template it points at; empty when it belongs to no place.
    pub span: Range<usize>,
    /// The code in the code book.
    pub code: &'static str,
    /// What to do next, where something can be said.
    pub help: Option<String>,
    /// Facts that help to understand it: values nearby, what is bound.
    pub notes: Vec<String>,
    pub(crate) origin: Box<Origin>,
}

/// What only the running script needs to know of an error.
#[derive(Clone)]
pub(crate) struct Origin {
    /// The Java class a `catch` clause sees.
    pub(crate) exception: &'static str,
    /// The exception object of a `throw`.
    pub(crate) thrown: Option<Value>,
    /// The line of the lowered script that failed, until the place is known.
    pub(crate) line: Option<usize>,
    /// What `e.message` gives where scripts may compare it.
    pub(crate) message: Option<String>,
    /// The attribute or method that a value lacks.
    pub(crate) asked: Option<Asked>,
}

/// What was asked of a value in vain.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    /// The attribute or method.
    pub(crate) name: String,
    /// The classes whose methods the value answers; empty for an object of the engine.
    pub(crate) receivers: &'static [&'static str],
}

impl fmt::Debug for Origin {
    /// Java's message may repeat a secret that ours has masked.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Origin({})", self.exception)
    }
}

impl PartialEq for EvalError {
    fn eq(&self, other: &Self) -> bool {
        self.kind == other.kind
            && self.message == other.message
            && self.span == other.span
            && self.code == other.code
            && self.help == other.help
            && self.notes == other.notes
    }
}

impl Eq for EvalError {}

/// An error that keeps a template from compiling.
pub type CompileError = EvalError;

/// The result of everything that can fail while a script runs; boxed because it is rare.
pub(crate) type Outcome<T> = Result<T, Box<EvalError>>;

impl EvalError {
    /// An error of `kind` without a place yet.
    #[must_use]
    pub fn new(kind: Kind, message: impl Into<String>) -> Self {
        let exception = match kind {
            Kind::NullPointer => "java.lang.NullPointerException",
            Kind::MissingVariable | Kind::MissingProperty => "groovy.lang.MissingPropertyException",
            Kind::MissingMethod => "groovy.lang.MissingMethodException",
            Kind::Arithmetic => "java.lang.ArithmeticException",
            Kind::Index => "java.lang.IndexOutOfBoundsException",
            Kind::Syntax | Kind::Other | Kind::Limit | Kind::Unsupported => {
                "java.lang.RuntimeException"
            }
        };
        Self {
            kind,
            message: message.into(),
            span: 0..0,
            code: kind.code(),
            help: None,
            notes: Vec::new(),
            origin: Box::new(Origin {
                exception,
                thrown: None,
                line: None,
                message: None,
                asked: None,
            }),
        }
    }

    /// The same error pointing at `span`, unless it already points somewhere.
    #[must_use]
    pub fn at(mut self, span: Range<usize>) -> Self {
        if self.span.is_empty() {
            self.span = span;
        }
        self
    }

    /// The same error with a next step.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    pub(crate) fn with_java_message(mut self, message: impl Into<String>) -> Self {
        self.origin.message = Some(message.into());
        self
    }

    pub(crate) fn thrown_as(mut self, exception: &'static str) -> Self {
        self.origin.exception = exception;
        self
    }

    pub(crate) fn asked(mut self, name: &str, receivers: &'static [&'static str]) -> Self {
        self.origin.asked = Some(Asked {
            name: name.to_owned(),
            receivers,
        });
        self
    }

    pub(crate) const fn with_code(mut self, code: &'static str) -> Self {
        self.code = code;
        self
    }
}

impl fmt::Display for EvalError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for EvalError {}

/// Shorthand for a failed [`Outcome`].
pub(crate) fn fail<T>(kind: Kind, message: impl Into<String>) -> Outcome<T> {
    Err(Box::new(EvalError::new(kind, message)))
}

impl From<SyntaxError> for EvalError {
    fn from(error: SyntaxError) -> Self {
        let kind = match error.kind {
            SyntaxErrorKind::Limit => Kind::Limit,
            SyntaxErrorKind::Internal => Kind::Other,
            _ => Kind::Syntax,
        };
        let mut converted = Self::new(kind, error.message).at(error.span.range());
        match error.kind {
            SyntaxErrorKind::Unterminated => converted.code = "B0002",
            SyntaxErrorKind::Internal => converted.code = "R9001",
            _ => {}
        }
        converted.help = error.help;
        if converted.help.is_none()
            && !error.expected.is_empty()
            && !converted.message.starts_with("expected")
        {
            converted.help = Some(format!("expected {}", error.expected.join(" or ")));
        }
        converted
    }
}
