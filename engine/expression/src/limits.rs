//! The limits of one evaluation, each with its default and its reason.

use std::time::Duration;

/// Helper calls and loop rounds that rhai counts: a page of 1,000 rows walked with ten operations
/// each uses a twentieth of it.
pub const OPERATIONS: u64 = 200_000;
/// Nested closure calls, those with deep bodies counted more than once: a closure that calls itself
/// some 250 times. Their stack grows on the heap, by 10 KiB a call (and four times that in a debug build).
pub const CALL_DEPTH: usize = 768;
/// What is left of the stack when it is made to grow: what the deepest body takes ([`NESTING`]) until
/// the next call.
pub(crate) const STACK_LEFT: usize = 1024 * if cfg!(debug_assertions) { 1_280 } else { 384 };
/// By how much the stack grows.
pub(crate) const STACK_GROWTH: usize = 4 * 1024 * 1024;
/// Nesting of statements and expressions: the deepest of the field is under 20, and each level costs
/// stack in rhai; half of what fits the 2 MiB of a worker thread in a debug build.
pub const NESTING: usize = 48;
/// Bytes of a script as rhai reads it: thirty times the longest that is parsed. The target of `x--` is
/// written out twice, that of `x--.y--` four times, and so on.
pub(crate) const LOWERED_BYTES: usize = 1024 * 1024;
/// Units of work charged by the library (elements visited, calls, bytes produced / 64): a loop that
/// does nothing else spends them in a tenth of a second.
pub const WORK: u64 = 400_000;
/// Bytes of one string: no request of the field is near it.
pub const STRING_BYTES: usize = 8 * 1024 * 1024;
/// Elements of one list or map.
pub const COLLECTION_ITEMS: usize = 200_000;
/// Bytes allocated for values in one evaluation.
pub const ALLOCATED_BYTES: u64 = 48 * 1024 * 1024;
/// Steps of one regular expression before it is taken for catastrophic.
pub const REGEX_STEPS: usize = 200_000;
/// Wall time of one evaluation: a hostile script must end before a person notices.
pub const WALL_TIME: Duration = Duration::from_millis(2_000);

/// How much more the large profile allows: a page of ten thousand rows, or a document of some
/// megabytes, in about a second.
pub const LARGE: u64 = 10;
/// Wall time of one evaluation under the large profile.
pub const LARGE_WALL_TIME: Duration = Duration::from_secs(10);

/// A limit profile. One [`Engine`](crate::Engine) serves one profile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// See [`OPERATIONS`].
    pub operations: u64,
    /// See [`CALL_DEPTH`].
    pub call_depth: usize,
    /// See [`NESTING`].
    pub nesting: usize,
    /// See [`WORK`].
    pub work: u64,
    /// See [`STRING_BYTES`].
    pub string_bytes: usize,
    /// See [`COLLECTION_ITEMS`].
    pub collection_items: usize,
    /// See [`ALLOCATED_BYTES`].
    pub allocated_bytes: u64,
    /// See [`REGEX_STEPS`].
    pub regex_steps: usize,
    /// See [`WALL_TIME`].
    pub wall_time: Duration,
}

impl Limits {
    /// The profile of connections whose bindings work through whole documents: more of everything
    /// but depth, which the stack bounds, and regex steps, which tell catastrophes apart.
    #[must_use]
    pub fn large() -> Self {
        let times = usize::try_from(LARGE).unwrap_or(1);
        let standard = Self::default();
        Self {
            operations: OPERATIONS * LARGE,
            work: WORK * LARGE,
            string_bytes: STRING_BYTES * 4,
            collection_items: COLLECTION_ITEMS * times,
            allocated_bytes: ALLOCATED_BYTES * LARGE,
            wall_time: LARGE_WALL_TIME,
            ..standard
        }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            operations: OPERATIONS,
            call_depth: CALL_DEPTH,
            nesting: NESTING,
            work: WORK,
            string_bytes: STRING_BYTES,
            collection_items: COLLECTION_ITEMS,
            allocated_bytes: ALLOCATED_BYTES,
            regex_steps: REGEX_STEPS,
            wall_time: WALL_TIME,
        }
    }
}
