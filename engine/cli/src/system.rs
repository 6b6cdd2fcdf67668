//! The machine's own clock and randomness, for runs that need the real ones.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use bindery_connector::ports::{BoxFuture, Clock, Random, Timestamp};
use ring::rand::SecureRandom;

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

/// Randomness of the operating system, good enough for passwords.
pub struct SystemRandom {
    source: ring::rand::SystemRandom,
    /// Where the system gives none: a counter hashed with a key that it gave this process.
    key: RandomState,
    count: AtomicU64,
}

impl SystemRandom {
    /// A source.
    pub fn new() -> Self {
        Self {
            source: ring::rand::SystemRandom::new(),
            key: RandomState::new(),
            count: AtomicU64::new(0),
        }
    }
}

impl Random for SystemRandom {
    fn next(&self) -> u64 {
        let mut bytes = [0; 8];
        if self.source.fill(&mut bytes).is_ok() {
            return u64::from_ne_bytes(bytes);
        }
        let mut hasher = self.key.build_hasher();
        hasher.write_u64(self.count.fetch_add(1, Ordering::Relaxed));
        hasher.finish()
    }
}
