//! The offline validator: what is wrong with a definition, before anyone runs it.
//!
//! [`check`] gathers what reading found and runs every [`rule`](RULES) over every REST connection.
//! A rule is a pure function of the definition, in a file of its own; nothing here reads a file or
//! the network.

mod check;
mod rules;

pub use check::{CheckOptions, check};
pub use rules::{RULES, Rule, Subject};
