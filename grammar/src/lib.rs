//! Templates and the Groovy expression language: text to a spanned syntax tree and back.
//!
//! A *template* is literal text with bindings, `${…}` or `$<…>`; a binding holds a *script* in the
//! subset of Groovy 2.4 that connector packages use. This crate knows how they are written and
//! nothing of what they mean. pest stays inside it.
//!
//! Text is first scanned (`scan`: where a binding ends, how deep it nests), then matched against
//! `groovy.pest`, then converted to the tree in [`ast`] (`convert`). Trees print as text that parses
//! to an equal tree.

pub mod ast;
mod convert;
mod error;
pub mod limits;
mod print;
mod scan;
mod script;
mod template;
pub mod walk;
mod words;

pub use error::{SyntaxError, SyntaxErrorKind};
pub use script::parse_script;
pub use template::{Recovered, parse_template, parse_template_recovering};
pub use walk::{free_names, walk_expressions};
