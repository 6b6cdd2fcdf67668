//! Transport over HTTP.
