//! Transport over HTTP.
//!
//! [`HttpTransport`] sends one request and reads the whole answer. It follows no redirect, keeps no
//! cookie, and reads no proxy from the environment: what is sent is what was asked for (design D5).
//! Every failure says whether the request may have reached the target (design D13). [`cassette`]
//! records what goes over a transport and replays it offline.

pub mod cassette;
mod fault;
mod transport;

pub use transport::{HttpTransport, Options};
