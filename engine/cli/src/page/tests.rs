#![allow(clippy::unwrap_used)]
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use bindery_connector::ports::{BoxFuture, Clock, Event, Listener, Timestamp};
use serde_json::json;

use super::*;
use crate::listener::Chronicle;
use crate::metrics;

/// A clock that a test moves.
struct Hands(AtomicI64);

impl Clock for Hands {
    fn now(&self) -> Timestamp {
        self.0.load(Ordering::Relaxed)
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'_, ()> {
        Box::pin(std::future::ready(()))
    }
}

fn call(status: u16, outcome: &str) -> Event {
    Event::Call {
        purpose: "users".into(),
        method: "GET".into(),
        url: "https://h/users".into(),
        status: Some(status),
        outcome: outcome.into(),
        bytes: 1200,
        elapsed: Duration::from_millis(80),
        detail: None,
    }
}

fn story() -> Story {
    let clock = Arc::new(Hands(AtomicI64::new(1_718_454_896_000)));
    let chronicle = Chronicle::new(clock.clone());
    let at = |ms: i64, event: Event| {
        clock.0.store(1_718_454_896_000 + ms, Ordering::Relaxed);
        chronicle.hear(&event);
    };
    let phase = || "accounts".to_owned();
    at(5, Event::PhaseStarted { phase: phase() });
    at(90, call(429, "again"));
    let wait = Event::Waiting {
        reason: "429".into(),
        duration: Duration::from_secs(1),
        attempt: 2,
        attempts: 4,
    };
    at(90, wait);
    at(1200, call(200, "ok"));
    for (ms, rows) in [(1210, 100), (1500, 37)] {
        let page = Event::Page {
            phase: phase(),
            rows,
            total: 0,
            expected: None,
        };
        at(ms, page);
    }
    let summary = "137 read".to_owned();
    at(
        1510,
        Event::PhaseEnded {
            phase: phase(),
            summary,
        },
    );
    clock.0.store(1_718_454_898_000, Ordering::Relaxed);
    chronicle.story()
}

fn report() -> Value {
    json!({
        "run": 3, "status": "refused",
        "accounts": {"fetched": 137, "created": 0, "updated": 2, "unchanged": 135, "inactivated": 0},
        "entitlements": {}, "links": {"added": 1, "removed": 0, "unchanged": 4, "unresolved": 0},
        "requests": 2, "retries": 1, "bytes": 2400, "waited_ms": 1000, "elapsed_ms": 2000,
        "guards": [{"code": "R3003", "object": "accounts", "missing": 9, "message": "9 accounts are missing"}],
        "diagnostics": [{"code": "R1003", "severity": "error", "message": "<script>alert(1)</script> & \"more\"",
            "notes": ["GET https://h/users?a=1&b=<2>"], "help": "look at it's end"}],
    })
}

#[test]
fn a_run_as_a_page() {
    let page = render("A & <B>", &report(), &story());
    assert!(!page.contains("<script") && !page.contains("http-equiv=\"refresh"));
    insta::assert_snapshot!(page);
}

#[test]
fn a_run_as_metrics() {
    insta::assert_snapshot!(metrics::render("A \"B\"\\", &report(), &story()));
}

#[test]
fn a_run_that_read_nothing_has_a_page_too() {
    let page = render("A", &json!({"status": "failed"}), &Story::default());
    assert!(page.contains("<svg") && !page.contains("NaN"), "{page}");
}
