//! Sending: what may be repeated, who waits, what a run has sent.

mod authorised;
pub mod decision;
pub(crate) mod exchange;
mod retry_after;
pub(crate) mod rules;
pub(crate) mod told;
pub(crate) mod wire;
mod words;

pub use exchange::{Counters, Counts, Patience};
pub(crate) use wire::{Answer, Call, Sent, Wire};
pub(crate) use words::words_of;
