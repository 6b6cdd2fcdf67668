//! What a run tells while it runs.

use std::time::Duration;

use bindery_diagnostics::Diagnostic;
use serde_json::Value;

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
        /// Request and answer, where a listener wants them.
        detail: Option<Box<CallDetail>>,
    },
    /// A record of an answer became a row, where a listener wants to know.
    Record {
        /// The call it came with.
        purpose: String,
        /// `user`, `account`, `entitlement`, `link`, and so on.
        kind: &'static str,
        /// The row: its columns with the values that their paths and bindings gave, masked.
        row: Value,
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

/// A request and its answer, masked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallDetail {
    /// The request as a command for a shell, on one line.
    pub curl: String,
    /// Its headers.
    pub headers: Vec<(String, String)>,
    /// Its body.
    pub body: Option<String>,
    /// The headers of the answer.
    pub answer_headers: Vec<(String, String)>,
    /// Which rule decided on the outcome, and why.
    pub rule: Option<String>,
}

/// How much a listener wants to hear.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Wants {
    /// What happened.
    #[default]
    Outcomes,
    /// Requests and answers too.
    Calls,
    /// Every record too.
    Records,
}

/// Hears events.
pub trait Listener: Send + Sync {
    /// How much it wants to hear; asked for every event, so that nothing is made for nobody.
    fn wants(&self) -> Wants {
        Wants::Outcomes
    }

    /// Called for every event, in order.
    fn hear(&self, event: &Event);
}

/// Hears nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Silent;

impl Listener for Silent {
    fn hear(&self, _: &Event) {}
}
