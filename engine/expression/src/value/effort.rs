//! Effort of hashing and comparing structures, which cannot fail where they are called from.
//!
//! A structure that shares its parts is exponentially larger than what it allocates. So every node
//! visited counts; when an evaluation has none left, hashes and comparisons stop short, and its next
//! charge, or its end, reports the limit. Outside of an evaluation nothing is counted: what is
//! there has been weighed (see `weight`).

use std::cell::Cell;

thread_local! {
    static LEFT: Cell<Option<u64>> = const { Cell::new(None) };
}

/// Counts nodes for as long as it lives: one evaluation, which stays on its thread.
pub(crate) struct Effort {
    outer: Option<u64>,
}

impl Effort {
    /// Allows this many nodes.
    pub(crate) fn begin(nodes: u64) -> Self {
        Self {
            outer: LEFT.replace(Some(nodes)),
        }
    }
}

impl Drop for Effort {
    fn drop(&mut self) {
        LEFT.set(self.outer);
    }
}

/// Takes one node; false when none is left.
pub(super) fn spend() -> bool {
    match LEFT.get() {
        None => true,
        Some(0) => false,
        Some(left) => {
            LEFT.set(Some(left - 1));
            true
        }
    }
}

/// Whether hashes and comparisons have stopped short.
pub(crate) fn is_spent() -> bool {
    LEFT.get() == Some(0)
}
