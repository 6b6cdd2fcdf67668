//! Diagnostics as data: codes, places, labels, next steps, and their renderers.
//!
//! A [`Diagnostic`] says what is wrong, where, and what to do next. It is built where the problem
//! is found and turned into text only at the very end, by a renderer. Codes come from one
//! [code book](codes) whose numbers are never reused (design D12).

pub mod codes;
mod diagnostic;
pub mod fixes;
mod place;
pub mod render;
mod secrecy;

pub use codes::{Code, CodeEntry};
pub use diagnostic::{Diagnostic, Edit, Fix, Label, Severity};
pub use place::{Place, SourceFile, SourceId, Sources};
pub use secrecy::{is_secret_name, plain_name};
