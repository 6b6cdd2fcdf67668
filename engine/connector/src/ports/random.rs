//! Randomness comes from outside, so that a run can be repeated.

/// The random source of a run: generated passwords, jitter.
pub trait Random: Send + Sync {
    /// The next 64 random bits.
    fn next(&self) -> u64;
}
