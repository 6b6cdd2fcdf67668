//! Time comes from outside, so that a run can be repeated.

use std::time::Duration;

use super::BoxFuture;

/// Milliseconds since 1970-01-01T00:00:00Z.
pub type Timestamp = i64;

/// The clock of a run.
pub trait Clock: Send + Sync {
    /// The time now.
    fn now(&self) -> Timestamp;

    /// Waits.
    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()>;
}
