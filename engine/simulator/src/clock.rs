//! Time as the simulator sees it: milliseconds since it started, which a test can push forward.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// A monotonic clock that starts at zero and may be advanced by hand.
#[derive(Debug)]
pub(crate) struct Clock {
    started: Instant,
    skipped_ms: AtomicU64,
}

impl Clock {
    pub(crate) fn start() -> Self {
        Self {
            started: Instant::now(),
            skipped_ms: AtomicU64::new(0),
        }
    }

    /// Milliseconds since the start, with everything that was skipped.
    pub(crate) fn now_ms(&self) -> u64 {
        let passed = u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX);
        passed.saturating_add(self.skipped_ms.load(Ordering::Relaxed))
    }

    /// Pretends that `by` has passed.
    pub(crate) fn advance(&self, by: Duration) {
        let by = u64::try_from(by.as_millis()).unwrap_or(u64::MAX / 4);
        self.skipped_ms.fetch_add(by, Ordering::Relaxed);
    }
}
