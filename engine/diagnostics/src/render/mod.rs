//! Renderers: findings to text, at the very end.
//!
//! Each renderer is a pure function of the findings and the files they point into. Excerpts never
//! show the values of keys that look like secrets ([`veil`]).

mod diff;
mod excerpt;
mod github;
mod human;
mod json;
mod junit;
mod position;
mod sarif;
mod veil;

use crate::{Diagnostic, Sources};

pub use diff::diff;
pub use github::github;
pub use junit::junit;
pub use sarif::{SARIF_SCHEMA, sarif};
pub use veil::secret_parts;

pub use human::{Style, human};
pub use json::{Report, Summary, json, summarize};
pub(crate) use position::Marks;
pub use position::{Position, positions};

/// The findings of one path and the files they point into.
#[derive(Debug, Clone, Copy)]
pub struct Batch<'a> {
    /// What was found.
    pub found: &'a [Diagnostic],
    /// The files.
    pub sources: &'a Sources,
}
