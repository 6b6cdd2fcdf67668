//! A compiled template.

use std::ops::Range;

use crate::context::Context;
use crate::error::{EvalError, Kind};
use crate::value::Value;

/// A template compiled for one sink. Send, Sync and cheap to clone.
#[derive(Debug, Clone)]
pub struct Program {}

/// A root name that a template reads, with the place of its first mention.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Root {
    /// The name: `user`, `response`, `access_token`.
    pub name: String,
    /// The bytes of the template.
    pub span: Range<usize>,
}

/// What a template became for its sink.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// The text.
    pub text: String,
    /// Whether the whole template was one binding that gave null: no body, no next page.
    pub null: bool,
}

impl Program {
    /// The names it reads from the context, in the order of their first mention.
    #[must_use]
    pub fn roots(&self) -> &[Root] {
        &[]
    }

    /// The text of a template without bindings.
    #[must_use]
    pub fn literal(&self) -> Option<&str> {
        None
    }

    /// Whether the whole template is exactly one binding, which then keeps its type.
    #[must_use]
    pub fn is_single_binding(&self) -> bool {
        false
    }

    /// The value: typed for a single binding, otherwise the text. Never escapes.
    ///
    /// # Errors
    /// What Groovy would throw, what the sandbox refuses, and the limits.
    pub fn evaluate(&self, _context: &Context) -> Result<Value, EvalError> {
        Err(EvalError::new(Kind::Unsupported, "not evaluated yet"))
    }

    /// The text, escaped for the sink it was compiled for.
    ///
    /// # Errors
    /// Those of [`evaluate`](Self::evaluate), and text that is not safe for the sink.
    pub fn render(&self, _context: &Context) -> Result<Rendered, EvalError> {
        Err(EvalError::new(Kind::Unsupported, "not evaluated yet"))
    }
}
