//! Sending.
pub mod decision;
