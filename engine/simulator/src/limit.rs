//! The limit on requests: a window, a block, and what lifts it.

use crate::description::RateLimit;

/// Counts requests of the one address that a loopback target has.
#[derive(Debug, Default)]
pub(crate) struct Limiter {
    window_from_ms: Option<u64>,
    seen: u32,
    blocked: bool,
    last_ms: u64,
}

impl Limiter {
    /// Counts one request; gives the seconds to wait when it is over the limit.
    pub(crate) fn over(&mut self, limit: &RateLimit, now_ms: u64) -> Option<u64> {
        let window_ms = limit.seconds.saturating_mul(1000);
        let since_last = now_ms.saturating_sub(self.last_ms);
        self.last_ms = now_ms;
        let from = *self.window_from_ms.get_or_insert(now_ms);
        let window_over = now_ms.saturating_sub(from) >= window_ms;
        let lifted = match limit.idle_seconds {
            Some(idle) if self.blocked => since_last >= idle.saturating_mul(1000),
            _ => window_over,
        };
        if lifted {
            self.blocked = false;
            self.window_from_ms = Some(now_ms);
            self.seen = 0;
        }
        self.seen = self.seen.saturating_add(1);
        if self.blocked || self.seen > limit.requests {
            self.blocked = true;
            let left = window_ms.saturating_sub(now_ms.saturating_sub(from)) / 1000;
            return Some(limit.idle_seconds.unwrap_or(left.max(1)));
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMIT: RateLimit = RateLimit {
        requests: 2,
        seconds: 10,
        idle_seconds: Some(30),
        retry_after: false,
    };

    #[test]
    fn a_request_during_the_block_prolongs_it() {
        let mut limiter = Limiter::default();
        assert!(limiter.over(&LIMIT, 0).is_none());
        assert!(limiter.over(&LIMIT, 1_000).is_none());
        assert!(limiter.over(&LIMIT, 2_000).is_some());
        assert!(limiter.over(&LIMIT, 31_000).is_some());
        assert!(limiter.over(&LIMIT, 60_000).is_some());
        assert!(limiter.over(&LIMIT, 90_000).is_none());
    }

    #[test]
    fn without_an_idle_time_the_next_window_starts_afresh() {
        let limit = RateLimit {
            idle_seconds: None,
            ..LIMIT
        };
        let mut limiter = Limiter::default();
        assert!(limiter.over(&limit, 0).is_none());
        assert!(limiter.over(&limit, 0).is_none());
        assert_eq!(limiter.over(&limit, 4_000), Some(6));
        assert!(limiter.over(&limit, 10_000).is_none());
    }
}
