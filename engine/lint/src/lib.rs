//! The offline validator: what is wrong with a definition, before anyone runs it.
//!
//! [`check`] gathers what reading found and runs every [`rule`](RULES) over every REST connection.
//! A rule is a pure function of the definition, in a file of its own; nothing here reads a file or
//! the network.
//!
//! To add a rule: a code in the code book, `rules/<name>.rs` with its page `rules/<name>.md`, the two
//! examples `fixtures/<name>/bad.json` and `good.json` (attributes by name), and two lines in
//! `rules/mod.rs`.
//! The tests find what is missing.

mod authentications;
mod bodies;
mod calls;
mod check;
mod classes;
mod conditions;
mod cure;
mod imports;
mod keys;
mod mappings;
mod names;
mod nearby;
mod operations;
mod page;
mod reading;
mod requests;
mod rules;
mod samples;
mod secrets;
mod shapes;

pub use check::{CheckOptions, check};
pub use page::Page;
pub use reading::READING;
pub use rules::{Findings, RULES, Rule, Subject, page_of};
pub use samples::Sample;
