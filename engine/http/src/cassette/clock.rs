//! Time and randomness that can be had again.

use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::time::Duration;

use bindery_connector::ports::{BoxFuture, Clock, Random, Timestamp};

/// The clock of a replay: it begins when the recording began, and waits take no time.
#[derive(Debug)]
pub struct RecordedClock {
    now: AtomicI64,
}

impl RecordedClock {
    /// A clock that shows this time.
    #[must_use]
    pub const fn at(now: Timestamp) -> Self {
        Self {
            now: AtomicI64::new(now),
        }
    }

    /// Moves to a later time; time never goes back.
    pub(super) fn advance(&self, to: Timestamp) {
        self.now.fetch_max(to, Ordering::Relaxed);
    }
}

impl Clock for RecordedClock {
    fn now(&self) -> Timestamp {
        self.now.load(Ordering::Relaxed)
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        let waited = i64::try_from(duration.as_millis()).unwrap_or(i64::MAX);
        let later = |now: i64| Some(now.saturating_add(waited));
        let _ = self
            .now
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, later);
        Box::pin(std::future::ready(()))
    }
}

/// Random bits that follow from a seed (splitmix64), so that a replay draws what its recording drew.
#[derive(Debug)]
pub struct Seeded {
    state: AtomicU64,
}

impl Seeded {
    /// The source of this seed.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self {
            state: AtomicU64::new(seed),
        }
    }
}

impl Random for Seeded {
    fn next(&self) -> u64 {
        const STEP: u64 = 0x9E37_79B9_7F4A_7C15;
        let state = self.state.fetch_add(STEP, Ordering::Relaxed);
        let mut z = state.wrapping_add(STEP);
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }
}
