//! The machine's own clock and randomness, for runs that need the real ones.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use bindery_connector::ports::{BoxFuture, Clock, Random, Timestamp};

/// The clock on the wall.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .ok()
            .and_then(|since| i64::try_from(since.as_millis()).ok())
            .unwrap_or(0)
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        Box::pin(tokio::time::sleep(duration))
    }
}

/// Randomness: a counter hashed with a key that the operating system gave this process.
pub struct SystemRandom {
    key: RandomState,
    count: AtomicU64,
}

impl SystemRandom {
    /// A source with a fresh key.
    pub fn new() -> Self {
        Self {
            key: RandomState::new(),
            count: AtomicU64::new(0),
        }
    }
}

impl Random for SystemRandom {
    fn next(&self) -> u64 {
        let mut hasher = self.key.build_hasher();
        hasher.write_u64(self.count.fetch_add(1, Ordering::Relaxed));
        hasher.finish()
    }
}
