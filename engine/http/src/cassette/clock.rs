//! Time and randomness that can be had again.

use std::fmt;
use std::sync::Arc;
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

/// How far the clock of a recording may lag behind the real one, in milliseconds: well under the term of
/// a lease, which is renewed by it.
const LAG: Timestamp = 20_000;

/// The clock of a recording. It moves as the clock of a replay will, with answers and waits only: what
/// is rendered from it (a `Date`, a signature, `${timestamp}`) is what a replay renders, to the
/// millisecond, however long the machine takes in between. Waits are real, and where nothing has come
/// for twenty seconds it catches up.
pub struct SteppedClock {
    real: Arc<dyn Clock>,
    shown: RecordedClock,
}

impl SteppedClock {
    /// A clock that begins now.
    #[must_use]
    pub fn new(real: Arc<dyn Clock>) -> Self {
        let shown = RecordedClock::at(real.now());
        Self { real, shown }
    }

    /// Moves to the present, and tells it.
    pub(super) fn step(&self) -> Timestamp {
        self.shown.advance(self.real.now());
        self.shown.now()
    }
}

impl fmt::Debug for SteppedClock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SteppedClock")
            .field("shown", &self.shown)
            .finish_non_exhaustive()
    }
}

impl Clock for SteppedClock {
    fn now(&self) -> Timestamp {
        self.shown.advance(self.real.now().saturating_sub(LAG));
        self.shown.now()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        let waited = i64::try_from(duration.as_millis()).unwrap_or(i64::MAX);
        let until = self.now().saturating_add(waited);
        Box::pin(async move {
            self.real.sleep(duration).await;
            self.shown.advance(until);
        })
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

#[cfg(test)]
mod tests {
    use super::*;

    /// A clock that goes on by itself, three seconds a look.
    #[derive(Debug, Default)]
    struct Running(AtomicI64);

    impl Clock for Running {
        fn now(&self) -> Timestamp {
            self.0.fetch_add(3_000, Ordering::Relaxed)
        }

        fn sleep(&self, _: Duration) -> BoxFuture<'_, ()> {
            Box::pin(std::future::ready(()))
        }
    }

    #[test]
    fn the_clock_of_a_recording_stands_between_answers() {
        let clock = SteppedClock::new(Arc::new(Running::default()));
        assert_eq!([clock.now(), clock.now(), clock.now()], [0, 0, 0]);
        assert_eq!(clock.step(), 12_000);
        assert_eq!([clock.now(), clock.now()], [12_000, 12_000]);
        let waits = clock.sleep(Duration::from_secs(5));
        let context = &mut std::task::Context::from_waker(std::task::Waker::noop());
        assert!(std::pin::pin!(waits).poll(context).is_ready());
        assert_eq!(clock.now(), 17_000);
    }

    #[test]
    fn the_clock_of_a_recording_never_lags_far() {
        let clock = SteppedClock::new(Arc::new(Running::default()));
        let last = (0..10).map(|_| clock.now()).last();
        assert_eq!(last, Some(10 * 3_000 - LAG));
    }
}
