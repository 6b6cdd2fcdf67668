//! Showing that a run is alive while a target takes its time.

use std::pin::pin;
use std::time::Duration;

/// How often a run shows that it is alive: well within the minute after which the store counts its
/// lease as abandoned.
pub(crate) const EVERY: Duration = Duration::from_secs(20);

/// Awaits a future and calls `beat` whenever another `every` has passed.
pub(crate) async fn with_heartbeat<T>(
    future: impl Future<Output = T>,
    every: Duration,
    mut beat: impl FnMut(),
) -> T {
    let mut future = pin!(future);
    loop {
        match tokio::time::timeout(every, &mut future).await {
            Ok(done) => return done,
            Err(_) => beat(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_slow_future_is_accompanied_and_a_fast_one_left_alone() {
        let mut beats = 0;
        let short = Duration::from_millis(2);
        let slow = tokio::time::sleep(Duration::from_millis(50));
        with_heartbeat(slow, short, || beats += 1).await;
        assert!(beats > 1, "{beats}");
        let mut none = 0;
        assert_eq!(with_heartbeat(async { 7 }, short, || none += 1).await, 7);
        assert_eq!(none, 0);
    }
}
