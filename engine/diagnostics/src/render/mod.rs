//! Renderers: findings to text, at the very end.
//!
//! Each renderer is a pure function of the findings and the files they point into. Excerpts never
//! show the values of keys that look like secrets ([`veil`]).

mod excerpt;
mod human;
mod json;
mod position;
mod veil;

pub use human::{Style, human};
pub use json::{Report, Summary, json, summarize};
pub use position::{Position, line_column};
