//! Templates and the Groovy expression language: text to a spanned syntax tree and back.
//!
//! A *template* is literal text with bindings, `${…}` or `$<…>`; a binding holds a *script* in the
//! subset of Groovy 2.4 that connector packages use. This crate knows how they are written and
//! nothing of what they mean. pest stays inside it.

pub mod ast;
