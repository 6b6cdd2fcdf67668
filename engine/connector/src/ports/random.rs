//! Randomness comes from outside, so that a run can be repeated.

/// The random source of a run: identifiers, jitter, generated passwords.
pub trait Random: Send + Sync {
    /// The next 64 random bits.
    fn next(&self) -> u64;

    /// The next 64 random bits for what must stay secret. A source whose bits can be had again, as those
    /// of a recording can, draws these from another one that nobody can draw from twice.
    fn secret(&self) -> u64 {
        self.next()
    }
}
