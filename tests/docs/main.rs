//! The documentation: its examples run, and its generated pages are fresh.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod dialect;
mod examples;
mod generated;

use std::path::{Path, PathBuf};

/// The workspace's root.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .canonicalize()
        .unwrap()
}
