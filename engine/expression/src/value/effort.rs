//! Effort of hashing and comparing structures, which cannot fail where they are called from.
//!
//! A structure that shares its parts is exponentially larger than what it allocates, keys may share a
//! hash, and long texts take their time. So every node visited and every long text read counts; when an evaluation has none left, hashes and comparisons stop short, and its next
//! charge, or its end, reports the limit. Outside of an evaluation nothing is counted: what is
//! there has been weighed (see `weight`).

use std::cell::Cell;
use std::cmp::Ordering;

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

/// Takes so many nodes; false when not as many are left.
pub(crate) fn spend(nodes: usize) -> bool {
    match LEFT.get() {
        None => true,
        Some(left) => {
            let rest = left.checked_sub(nodes as u64);
            LEFT.set(Some(rest.unwrap_or(0)));
            rest.is_some()
        }
    }
}

/// Takes what walking the letters of a text costs.
pub(crate) fn read(bytes: usize) -> bool {
    const BYTES_PER_NODE: usize = 128;
    bytes < BYTES_PER_NODE || spend(bytes / BYTES_PER_NODE)
}

/// Work that grows with the square of a number: what dividing, reading or writing one of so many
/// bits costs. Numbers of a hundred digits cost next to nothing.
pub(crate) fn square(bits: u64) -> usize {
    let words = usize::try_from(bits / 64).unwrap_or(usize::MAX);
    words.saturating_mul(words)
}

/// Takes what dividing, reading or writing a number of so many bits costs.
pub(crate) fn divide(bits: u64) -> bool {
    const SQUARE_PER_NODE: usize = 8;
    let nodes = square(bits) / SQUARE_PER_NODE;
    nodes == 0 || spend(nodes)
}

/// Bits of a number of so many digits.
pub(crate) const fn bits_of_digits(digits: usize) -> u64 {
    (digits as u64).saturating_mul(10) / 3
}

/// Whether two texts are equal; takes what comparing blocks of memory costs.
pub(crate) fn same_text(left: &str, right: &str) -> bool {
    const BYTES_PER_NODE: usize = 1_024;
    left.len() == right.len()
        && (left.len() < BYTES_PER_NODE || spend(left.len() / BYTES_PER_NODE))
        && left == right
}

/// The order of two texts by their UTF-16 units.
pub(crate) fn text_order(left: &str, right: &str) -> Ordering {
    if !read(left.len().min(right.len())) {
        return Ordering::Equal;
    }
    let pairs = left.as_bytes().iter().zip(right.as_bytes());
    let equal = pairs.take_while(|(left, right)| left == right).count();
    // A character that differs in its last byte only starts before it, in both texts.
    let from = left
        .floor_char_boundary(equal)
        .min(right.floor_char_boundary(equal));
    let rest = |text| str::get(text, from..).unwrap_or_default().encode_utf16();
    rest(left).cmp(rest(right))
}

/// Whether hashes and comparisons have stopped short.
pub(crate) fn is_spent() -> bool {
    LEFT.get() == Some(0)
}
