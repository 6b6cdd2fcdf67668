//! What a run tells while it runs.

use std::time::Duration;

use bindery_diagnostics::Diagnostic;

/// Something that happened. URLs and texts in events are already masked.
#[derive(Debug, Clone)]
pub enum Event {
    /// A phase began: `accounts`, `entitlements Group`, `links Group`, `create-account`.
    PhaseStarted {
        /// Its name.
        phase: String,
    },
    /// A request was answered or failed.
    Call {
        /// What the request serves: the call's name, or `token`.
        purpose: String,
        /// The verb.
        method: String,
        /// The masked URL.
        url: String,
        /// The status; `None` when no answer came.
        status: Option<u16>,
        /// The outcome in a few words: `ok`, `token refreshed`, `refused`, `in doubt`.
        outcome: String,
        /// Bytes of the answer's body.
        bytes: u64,
        /// How long it took.
        elapsed: Duration,
    },
    /// A page was staged.
    Page {
        /// The phase it belongs to.
        phase: String,
        /// Rows of this page.
        rows: usize,
        /// Rows of the phase so far.
        total: usize,
        /// Rows expected in all, where the target says so.
        expected: Option<usize>,
    },
    /// The run waits.
    Waiting {
        /// Why: `429`, `retry`.
        reason: String,
        /// How long.
        duration: Duration,
        /// Which attempt follows.
        attempt: u32,
        /// How many attempts there are.
        attempts: u32,
    },
    /// A finding.
    Found(Box<Diagnostic>),
    /// A phase ended.
    PhaseEnded {
        /// Its name.
        phase: String,
        /// What it did, in a few words.
        summary: String,
    },
}

/// Hears events.
pub trait Listener: Send + Sync {
    /// Called for every event, in order.
    fn hear(&self, event: &Event);
}

/// Hears nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Silent;

impl Listener for Silent {
    fn hear(&self, _: &Event) {}
}
